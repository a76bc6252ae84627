using System.Text.Json.Serialization;
using BidForge.Bids.Bidding;
using BidForge.Contracts;
using BidForge.ServiceDefaults.Http;

namespace BidForge.Bids.Leveling;

/// <summary>What the contractor reckons a package to cost, in the package's currency. No bidder ever sees it.</summary>
/// <param name="Lines">For single lines, each for the whole quantity.</param>
/// <param name="Amount">For the whole package; null to go by the lines, where every base line has one.</param>
internal sealed record Estimate(IReadOnlyList<LineEstimate> Lines, [property: JsonConverter(typeof(PlainDecimal))] decimal? Amount = null)
{
    public FieldErrors Check(BidForm form)
    {
        var errors = new FieldErrors();
        if (Amount is { } whole)
            Check(errors, "amount", whole);
        var seen = new HashSet<Guid>();
        for (var index = 0; index < Lines.Count; index++)
        {
            if (Lines[index] is not { } line)
            {
                errors.Add($"lines[{index}]", "Is required.");
                continue;
            }
            errors.Require(form.LineItems.Any(known => known.Id == line.LineItemId), $"lines[{index}].lineItemId", "Is not a line of the bid form.");
            errors.Require(seen.Add(line.LineItemId), $"lines[{index}].lineItemId", "Is there twice.");
            Check(errors, $"lines[{index}].amount", line.Amount);
        }
        return errors;
    }

    private static void Check(FieldErrors errors, string field, decimal amount) =>
        errors.Require(amount is >= 0 and <= 999_999_999_999m && decimal.Round(amount, 2) == amount, field, "Must be 0 or more, with at most 2 decimals and 12 digits before them.");
}

internal sealed record LineEstimate(Guid LineItemId, [property: JsonConverter(typeof(PlainDecimal))] decimal Amount);
