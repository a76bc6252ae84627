using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BidForge.Ledger;

/// <summary>How receipts, roots, proofs and keys are written and read.</summary>
public static class LedgerJson
{
    /// <summary>Unknown members are refused: what a signature does not cover must not look as if it did.</summary>
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        NumberHandling = JsonNumberHandling.Strict,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };
}

/// <summary>UTC with six decimals, which is what PostgreSQL keeps.</summary>
internal sealed class MicrosecondTime : JsonConverter<DateTimeOffset>
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType is JsonTokenType.String && DateTimeOffset.TryParseExact(
            reader.GetString(), Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : throw new JsonException("A time must be UTC with six decimals, such as 2026-03-01T17:00:00.000000Z.");

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture));
}
