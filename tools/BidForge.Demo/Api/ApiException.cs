using System.Text.Json;

namespace BidForge.Demo.Api;

/// <summary>The marketplace refused: its problem details (RFC 9457) as they came.</summary>
public sealed class ApiException(string request, int status, JsonElement problem)
    : Exception($"{request} was answered {status}: {problem}")
{
    public int Status { get; } = status;

    /// <summary>The stable code, such as <c>bid.deadline-passed</c>; empty when the answer was no problem document.</summary>
    public string Code { get; } = problem.ValueKind is JsonValueKind.Object && problem.TryGetProperty("code", out var code) ? code.GetString() ?? "" : "";

    public JsonElement Problem { get; } = problem;
}
