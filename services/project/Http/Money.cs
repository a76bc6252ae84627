using BidForge.ServiceDefaults.Http;

namespace BidForge.Projects;

internal static class Money
{
    /// <summary>Checks an amount of money: not negative, below 10^12, cents at most.</summary>
    public static FieldErrors Amount(this FieldErrors errors, string field, decimal? amount) =>
        amount is null or (>= 0 and < 1_000_000_000_000m) && (amount is null || decimal.Round(amount.Value, 2) == amount)
            ? errors
            : errors.Add(field, "Must be between 0 and 999999999999.99 with at most two decimals.");
}
