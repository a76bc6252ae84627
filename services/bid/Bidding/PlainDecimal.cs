using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BidForge.Bids.Bidding;

/// <summary>Money as a JSON number in plain digits: an exponent is refused, for people read prices and 1e9 is a slip as often as a price.</summary>
internal sealed class PlainDecimal : JsonConverter<decimal>
{
    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is not JsonTokenType.Number)
            throw new JsonException("Must be a number.");
        var digits = reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan;
        if (digits.IndexOfAny((byte)'e', (byte)'E') >= 0)
            throw new JsonException("Must be written without an exponent.");
        if (digits.Length > 30 || !reader.TryGetDecimal(out var value))
            throw new JsonException("Has too many digits.");
        return value;
    }

    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
}
