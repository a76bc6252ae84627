using Microsoft.AspNetCore.Http.HttpResults;

namespace BidForge.Bids.Storage;

/// <summary>What a write came to: a value, or the reason why nothing was written.</summary>
internal readonly record struct Written<T>(T? Value, ProblemHttpResult? Refusal)
    where T : class
{
    public static implicit operator Written<T>(T value) => new(value, null);

    public static implicit operator Written<T>(ProblemHttpResult refusal) => new(null, refusal);
}
