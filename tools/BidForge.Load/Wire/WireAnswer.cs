using System.Text.Json;

namespace BidForge.Load.Wire;

/// <summary>An answer; <paramref name="Body"/> is valid until the connection is used again.</summary>
internal readonly record struct WireAnswer(int Status, ReadOnlyMemory<byte> Body)
{
    public bool IsSuccess => Status is >= 200 and < 300;

    public JsonElement Json() => JsonSerializer.Deserialize<JsonElement>(Body.Span);

    /// <summary>The stable code of a refusal; empty where there is none.</summary>
    public string Code()
    {
        try
        {
            return Json() is { ValueKind: JsonValueKind.Object } problem && problem.TryGetProperty("code", out var code) ? code.GetString() ?? "" : "";
        }
        catch (JsonException)
        {
            return "";
        }
    }
}
