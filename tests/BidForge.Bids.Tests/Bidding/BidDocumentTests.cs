using System.Text;
using System.Text.Json;
using BidForge.Bids.Bidding;
using BidForge.Bids.Tests.Support;

namespace BidForge.Bids.Tests.Bidding;

public sealed class BidDocumentTests
{
    private static readonly Guid Package = Guid.CreateVersion7();
    private static readonly Guid Bidder = Guid.CreateVersion7();

    [Fact]
    public void What_was_encoded_is_decoded_the_same()
    {
        var document = Of(12.3456m, "Price holds 30 days. ¥ \"quoted\"\n");
        var decoded = BidDocument.Decode(document.Encode());
        Assert.Equal(document.Encode(), decoded.Encode());
        Assert.Equal(document.Lines, decoded.Lines);
        Assert.Equal(document.Total, decoded.Total);
        Assert.Equal(document.Notes, decoded.Notes);
    }

    [Fact]
    public void Trailing_zeros_make_no_other_document() => Assert.Equal(Of(12.5m, null).Encode(), Of(12.5000m, null).Encode());

    [Fact]
    public void The_same_bid_twice_has_two_hashes_for_its_salt_is_random() =>
        Assert.NotEqual(Of(12.5m, null).Encode(), (Of(12.5m, null) with { Salt = BidDocument.NewSalt() }).Encode());

    [Fact]
    public void Another_price_makes_another_hash() =>
        Assert.NotEqual(BidDocument.Hash(Of(12.5m, null).Encode()), BidDocument.Hash(Of(12.5001m, null).Encode()));

    [Fact]
    public void Members_are_sorted_and_nothing_is_padded()
    {
        var bytes = Of(1m, "n").Encode();
        using var json = JsonDocument.Parse(bytes);
        Sorted(json.RootElement);
        Assert.DoesNotContain("\n", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
    }

    private static void Sorted(JsonElement element)
    {
        if (element.ValueKind is JsonValueKind.Object)
        {
            var names = element.EnumerateObject().Select(member => member.Name).ToList();
            Assert.Equal(names.Order(StringComparer.Ordinal), names);
            foreach (var member in element.EnumerateObject())
                Sorted(member.Value);
        }
        if (element.ValueKind is JsonValueKind.Array)
            foreach (var item in element.EnumerateArray())
                Sorted(item);
    }

    private static BidDocument Of(decimal price, string? notes)
    {
        var input = new BidInput(
            1, [.. Market.SmallForm.LineItems.Select(line => new LinePrice(line.Id, price))], [new(Market.SmallForm.Alternates[0].Id, -3.10m)],
            [new(Market.SmallForm.Questions[0].Id, "Yes")], [Guid.CreateVersion7()], notes)
        { Attachments = [] };
        var document = BidDocument.Of(input, Market.SmallForm, Package, Bidder, "USD");
        return document with { Salt = "salt" };
    }
}
