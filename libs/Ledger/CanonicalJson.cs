using System.Buffers;
using System.Text;
using System.Text.Json;

namespace BidForge.Ledger;

/// <summary>The JSON Canonicalization Scheme (RFC 8785): one value, one sequence of bytes, so that a hash over it means the value.</summary>
public static class CanonicalJson
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>The canonical form of a JSON text.</summary>
    /// <param name="utf8">I-JSON (RFC 7493): numbers are IEEE 754 doubles, names are unique.</param>
    /// <exception cref="JsonException">It is no JSON, names a member twice, holds half of a surrogate pair, or a number beyond a double.</exception>
    public static byte[] Of(ReadOnlyMemory<byte> utf8)
    {
        using var json = JsonDocument.Parse(utf8, Strict);
        return Of(json.RootElement);
    }

    /// <inheritdoc cref="Of(ReadOnlyMemory{byte})"/>
    public static byte[] Of(JsonElement value)
    {
        var bytes = new ArrayBufferWriter<byte>(1024);
        try
        {
            Write(bytes, value);
        }
        catch (InvalidOperationException fault)
        {
            throw new JsonException("A string holds half of a surrogate pair.", fault);
        }
        return bytes.WrittenSpan.ToArray();
    }

    private static void Write(ArrayBufferWriter<byte> to, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(to, value);
                break;
            case JsonValueKind.Array:
                WriteArray(to, value);
                break;
            case JsonValueKind.String:
                CanonicalString.Write(to, value.GetString()!);
                break;
            case JsonValueKind.Number:
                to.Write(Encoding.ASCII.GetBytes(CanonicalNumber.Of(value.GetDouble())));
                break;
            default:
                to.Write(Encoding.ASCII.GetBytes(value.GetRawText()));
                break;
        }
    }

    private static void WriteObject(ArrayBufferWriter<byte> to, JsonElement value)
    {
        to.Write("{"u8);
        var first = true;
        // Ordinal compares UTF-16 code units, as the RFC asks.
        foreach (var member in value.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal))
        {
            if (!first)
                to.Write(","u8);
            first = false;
            CanonicalString.Write(to, member.Name);
            to.Write(":"u8);
            Write(to, member.Value);
        }
        to.Write("}"u8);
    }

    private static void WriteArray(ArrayBufferWriter<byte> to, JsonElement value)
    {
        to.Write("["u8);
        var first = true;
        foreach (var item in value.EnumerateArray())
        {
            if (!first)
                to.Write(","u8);
            first = false;
            Write(to, item);
        }
        to.Write("]"u8);
    }
}
