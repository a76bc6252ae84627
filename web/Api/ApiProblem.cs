using System.Text.Json;
using System.Text.Json.Serialization;

namespace BidForge.Web.Api;

/// <summary>A refusal as the API words it (RFC 9457), with its stable <c>code</c> and messages by field.</summary>
public sealed record ApiProblem
{
    public int Status { get; init; }
    public string? Title { get; init; }
    public string? Detail { get; init; }
    public string Code { get; init; } = "";
    public string? TraceId { get; init; }
    public Dictionary<string, string[]>? Errors { get; init; }

    /// <summary>What a code adds to the standard members, such as <c>receivedAt</c> and <c>dueAt</c> of a late bid.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extensions { get; init; }

    public DateTimeOffset? Instant(string name) =>
        Extensions?.GetValueOrDefault(name) is { ValueKind: JsonValueKind.String } value && value.TryGetDateTimeOffset(out var instant)
            ? instant
            : null;

    public string? Text(string name) =>
        Extensions?.GetValueOrDefault(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    public static ApiProblem Of(string field, string message) => new()
    {
        Status = 400, Code = "request.invalid", Title = "Some fields need another look",
        Errors = new() { [field] = [message] },
    };
}
