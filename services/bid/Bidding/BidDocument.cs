using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using BidForge.Contracts;
using BidForge.Ledger;

namespace BidForge.Bids.Bidding;

/// <summary>A line as priced.</summary>
/// <param name="Total">Quantity of the bid's scope version times unit price, to the cent.</param>
internal sealed record PricedLine(Guid LineItemId, decimal UnitPrice, decimal Total);

/// <summary>
/// What a bid says: the one thing that is sealed, hashed and read back. As bytes it is canonical JSON (RFC 8785) with decimals as strings in plain digits
/// without trailing zeros. Everything that stores or reads a bid's prices goes through <see cref="Encode"/> and <see cref="Decode"/>.
/// </summary>
/// <param name="Salt">128 random bits, base64url: the published hash can't be guessed back to prices.</param>
internal sealed record BidDocument(
    Guid PackageId,
    Guid? BidderId,
    int ScopeVersion,
    string Currency,
    IReadOnlyList<PricedLine> Lines,
    IReadOnlyList<AlternatePrice> Alternates,
    IReadOnlyList<QuestionAnswer> Answers,
    IReadOnlyList<Guid> Attachments,
    string? Notes,
    decimal Total,
    string Salt)
{
    public static BidDocument Of(BidInput input, BidForm form, Guid packageId, Guid bidderId, string currency)
    {
        var lines = BidTotals.Price(form, input.Lines);
        return new(
            packageId, bidderId, input.ScopeVersion, currency, lines, input.Alternates, input.Answers, input.Attachments,
            string.IsNullOrWhiteSpace(input.Notes) ? null : input.Notes, BidTotals.Base(form, lines), NewSalt());
    }

    public static string NewSalt() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));

    public byte[] Encode()
    {
        var bytes = new System.Buffers.ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(bytes);
        json.WriteStartObject();
        Write(json, "alternates", Alternates, alternate =>
        {
            json.WriteString("alternateId", alternate.AlternateId);
            json.WriteString("amount", Plain(alternate.Amount));
        });
        Write(json, "answers", Answers, answer =>
        {
            json.WriteString("answer", answer.Answer);
            json.WriteString("questionId", answer.QuestionId);
        });
        json.WriteStartArray("attachments");
        foreach (var attachment in Attachments)
            json.WriteStringValue(attachment);
        json.WriteEndArray();
        if (BidderId is { } bidder)
            json.WriteString("bidderId", bidder);
        json.WriteString("currency", Currency);
        Write(json, "lines", Lines, line =>
        {
            json.WriteString("lineItemId", line.LineItemId);
            json.WriteString("total", Plain(line.Total));
            json.WriteString("unitPrice", Plain(line.UnitPrice));
        });
        if (Notes is not null)
            json.WriteString("notes", Notes);
        json.WriteString("packageId", PackageId);
        json.WriteString("salt", Salt);
        json.WriteNumber("scopeVersion", ScopeVersion);
        json.WriteString("total", Plain(Total));
        json.WriteEndObject();
        json.Flush();
        return CanonicalJson.Of(bytes.WrittenMemory);
    }

    public static BidDocument Decode(byte[] bytes)
    {
        using var json = JsonDocument.Parse(bytes);
        var root = json.RootElement;
        return new(
            root.GetProperty("packageId").GetGuid(),
            root.TryGetProperty("bidderId", out var bidder) ? bidder.GetGuid() : null,
            root.GetProperty("scopeVersion").GetInt32(),
            root.GetProperty("currency").GetString()!,
            Read(root, "lines", line => new PricedLine(line.GetProperty("lineItemId").GetGuid(), Number(line, "unitPrice"), Number(line, "total"))),
            Read(root, "alternates", alternate => new AlternatePrice(alternate.GetProperty("alternateId").GetGuid(), Number(alternate, "amount"))),
            Read(root, "answers", answer => new QuestionAnswer(answer.GetProperty("questionId").GetGuid(), answer.GetProperty("answer").GetString()!)),
            Read(root, "attachments", attachment => attachment.GetGuid()),
            root.TryGetProperty("notes", out var notes) ? notes.GetString() : null,
            Number(root, "total"),
            root.GetProperty("salt").GetString()!);
    }

    /// <summary>SHA-256 over the canonical bytes.</summary>
    public static byte[] Hash(byte[] encoded) => SHA256.HashData(encoded);

    private static void Write<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(item);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static List<T> Read<T>(JsonElement root, string name, Func<JsonElement, T> read) => [.. root.GetProperty(name).EnumerateArray().Select(read)];

    private static decimal Number(JsonElement element, string name) =>
        decimal.Parse(element.GetProperty(name).GetString()!, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);

    private static string Plain(decimal value) => value.ToString("0.############################", CultureInfo.InvariantCulture);
}
