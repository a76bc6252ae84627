using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using BidForge.Demo.Api;

namespace BidForge.Demo;

/// <summary>Prices that differ from bidder to bidder and are the same in every run.</summary>
internal static class Pricing
{
    /// <summary>0 to 1, decided by the words alone.</summary>
    public static decimal Chance(params string[] words)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('|', words)));
        return BitConverter.ToUInt32(hash) / (decimal)uint.MaxValue;
    }

    /// <summary>0.86 to 1.18 of the trade book's prices.</summary>
    public static decimal FactorOf(Player bidder, StagedPackage package) => 0.86m + 0.32m * Chance(bidder.Role.Name, package.ToString(), "factor");

    /// <summary>The body of a submit or revise, and the total that the marketplace has to come to: each line rounded to cents half away from zero, base lines added.</summary>
    public static (object Body, decimal Total) Fill(StagedPackage package, Player bidder, decimal factor)
    {
        decimal total = 0;
        var lines = new List<object>();
        foreach (var line in package.BidForm.Get("lineItems").EnumerateArray())
        {
            var description = line.Text("description");
            var price = Math.Round(BookPrice(package, description) * factor * (0.96m + 0.08m * Chance(bidder.Role.Name, description)), 2);
            lines.Add(new { lineItemId = line.Id(), unitPrice = price });
            if (line.Text("kind") is "base")
                total += Math.Round(line.Money("quantity") * price, 2, MidpointRounding.AwayFromZero);
        }
        var alternates = package.BidForm.Get("alternates").EnumerateArray()
            .Select(alternate => new { alternateId = alternate.Id(), amount = Math.Round(package.Scope.AlternatePrice * factor, 2) });
        var answers = package.BidForm.Get("questions").EnumerateArray()
            .Select(question => new { questionId = question.Id(), answer = Chance(bidder.Role.Name, "included") > 0.3m ? "Included" : "Excluded" });
        return (new { scopeVersion = package.ScopeVersion, lines, alternates, answers, notes = $"Price held for 60 days. {bidder.Role.Person}", attachments = Array.Empty<Guid>() }, total);
    }

    private static decimal BookPrice(StagedPackage package, string description) =>
        package.Scope.Lines.Append(package.Scope.UnitPrice).FirstOrDefault(line => line.Description == description)?.Price ?? 42.5m;
}
