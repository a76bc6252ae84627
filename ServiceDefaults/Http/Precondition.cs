using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BidForge.ServiceDefaults.Http;

/// <summary>
/// The version that an update is based on, from <c>If-Match</c> (RFC 9110, 13.1.1). Bind it as a handler's parameter, then ask <see cref="Refuse"/>.
/// </summary>
public sealed record Precondition(int? Version, bool Any)
{
    /// <summary>null when the update may go on; 428 without If-Match, 412 when <paramref name="current"/> is another version.</summary>
    public ProblemHttpResult? Refuse(int current)
    {
        if (Any || Version == current)
            return null;
        return Version is null
            ? Problem.Of(StatusCodes.Status428PreconditionRequired, ProblemCodes.PreconditionRequired, "Send If-Match with the ETag that you read.")
            : Problem.Of(StatusCodes.Status412PreconditionFailed, ProblemCodes.PreconditionStale, "It was changed since you read it.", $"It is at version {current} now; read it again and decide.");
    }

    public static ValueTask<Precondition> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var header = context.Request.Headers.IfMatch.ToString().Trim();
        if (header is "*")
            return ValueTask.FromResult(new Precondition(null, true));
        if (header.StartsWith("W/", StringComparison.Ordinal))
            header = header[2..];
        return ValueTask.FromResult(int.TryParse(header.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? new Precondition(version, false)
            : new Precondition(header.Length is 0 ? null : -1, false));
    }

    /// <summary>Puts the version of what is answered into <c>ETag</c>.</summary>
    public static void Tag(HttpContext context, int version) =>
        context.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");
}
