using System.Globalization;
using System.Text;
using System.Text.Json;
using BidForge.Demo.Api;

namespace BidForge.Load.Staging;

/// <summary>A correct bid on one package, as text in which only the unit price is missing.</summary>
internal sealed class BidTemplate
{
    private readonly string[] parts;
    private readonly decimal[] quantities;

    private BidTemplate(string[] parts, decimal[] quantities) => (this.parts, this.quantities) = (parts, quantities);

    public static BidTemplate Of(JsonElement form)
    {
        const string Price = "\"PRICE\"";
        var lines = form.Get("lineItems").EnumerateArray().ToList();
        var body = JsonSerializer.Serialize(new
        {
            scopeVersion = 1,
            lines = lines.Select(line => new { lineItemId = line.Id(), unitPrice = "PRICE" }),
            alternates = form.Get("alternates").EnumerateArray().Select(alternate => new { alternateId = alternate.Id(), amount = -150.25m }),
            answers = form.Get("questions").EnumerateArray().Select(question => new { questionId = question.Id(), answer = "Included" }),
            attachments = Array.Empty<Guid>(),
            notes = "Price held for 60 days; scaffolding by others.",
        });
        return new(body.Split(Price), [.. lines.Where(line => line.Text("kind") is "base").Select(line => line.Money("quantity"))]);
    }

    /// <summary>The body with every line at this unit price.</summary>
    public string At(decimal price)
    {
        var text = price.ToString(CultureInfo.InvariantCulture);
        var body = new StringBuilder(2048).Append(parts[0]);
        foreach (var part in parts.AsSpan(1))
            body.Append(text).Append(part);
        return body.ToString();
    }

    /// <summary>What the marketplace must come to: each base line rounded to cents, half away from zero.</summary>
    public decimal TotalAt(decimal price) => quantities.Sum(quantity => Math.Round(quantity * price, 2, MidpointRounding.AwayFromZero));
}
