namespace BidForge.Gateway.Limits;

/// <summary>One count that a request is put to.</summary>
/// <param name="Policy">Its name in the RateLimit headers.</param>
/// <param name="Key">Whose count it is.</param>
/// <param name="PerMinute">May come at once, and is earned again over a minute.</param>
internal readonly record struct Allowance(string Policy, string Key, int PerMinute)
{
    private const double Minute = 60_000_000;

    /// <summary>One request is earned in so many microseconds.</summary>
    public double Interval => Minute / PerMinute;

    public double Window => Minute;
}

/// <summary>What came of counting a request.</summary>
/// <param name="Allowance">The one that refused, or of which least is left.</param>
/// <param name="Remaining">Requests that may come at once from now.</param>
/// <param name="Wait">Until the next is allowed; zero when this one was.</param>
/// <param name="Reset">Until the whole allowance is there again.</param>
/// <param name="QuotaUsed">Requests of the month, where its quota is what refused; null otherwise.</param>
internal readonly record struct Verdict(Allowance Allowance, bool Allowed, long Remaining, TimeSpan Wait, TimeSpan Reset, long? QuotaUsed = null);
