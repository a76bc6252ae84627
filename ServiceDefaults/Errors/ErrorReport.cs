using System.Security.Cryptography;
using System.Text;

namespace BidForge.ServiceDefaults.Errors;

/// <summary>
/// One thing that went wrong, without any value of the request or the data: types, places, templates. Those of one <see cref="Group"/> are one fault seen again.
/// </summary>
/// <param name="Process">auth, project, gateway ...</param>
/// <param name="Kind">The exception's type, or the log category where there is none.</param>
/// <param name="Place">The innermost method of BidForge in the stack; absent where there is none.</param>
/// <param name="Message">The log line's template; of a slow statement its shape.</param>
/// <param name="TraceId">32 hex digits; absent outside of a trace.</param>
/// <param name="Before">What this process logged in the same trace before, oldest first.</param>
public sealed record ErrorReport(
    string Process, string Kind, string? Place, string Message, string? TraceId, DateTimeOffset At, IReadOnlyList<string> Before)
{
    /// <summary>A name of twelve hex digits.</summary>
    public string Group { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Process}\n{Kind}\n{Place}\n{Message}")).AsSpan(0, 6));
}
