using System.Security.Claims;
using System.Text;
using BidForge.Bids.Sealing;
using BidForge.ServiceDefaults.Http;
using BidForge.ServiceDefaults.Tokens;
using BidForge.Storage.Idempotency;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BidForge.Bids.Storage;

/// <summary>The <c>Idempotency-Key</c> of a write and the keyed hash of what came with it (method, path and body).</summary>
internal sealed record WriteKey(string Value, byte[] RequestHash)
{
    /// <summary>null with no refusal where the header is absent and <paramref name="required"/> is false.</summary>
    public static (WriteKey? Key, ProblemHttpResult? Refusal) Read(HttpContext context, bool required)
    {
        var values = context.Request.Headers[BidForge.Storage.Idempotency.RequestHash.HeaderName];
        if (values.Count is 0)
            return required
                ? (null, Problem.Of(StatusCodes.Status400BadRequest, ProblemCodes.IdempotencyKeyRequired, "Send an Idempotency-Key, so that this can be sent again safely."))
                : default;
        var value = values.ToString();
        return value.Length is 0 or > 200 || value.Any(c => c is < '!' or > '~') || BidForge.Storage.Idempotency.RequestHash.Of(context) is not { } hash
            ? (null, Problem.Of(StatusCodes.Status400BadRequest, ProblemCodes.IdempotencyKeyInvalid, "Idempotency-Key must be 1 to 200 visible ASCII characters."))
            : (new(value, context.RequestServices.GetRequiredService<Keys>().KeyedHash(required ? hash : [.. hash, .. Person(context)])), null);
    }

    // A kept answer of the contractor may hold prices: it is answered again to the person who was noted for seeing them, and to no colleague.
    private static byte[] Person(HttpContext context) => Encoding.UTF8.GetBytes(context.User.FindFirstValue(ClaimNames.User) ?? "");

    public static ProblemHttpResult Reused() => Problem.Of(
        StatusCodes.Status422UnprocessableEntity, ProblemCodes.IdempotencyKeyReused,
        "This Idempotency-Key was used for another request.", "Use a new key for a new request; send the same body to hear the same answer again.");
}

internal static class WriteKeyEndpoints
{
    /// <summary>Marks a write that takes an <c>Idempotency-Key</c>: its body is hashed.</summary>
    public static TBuilder TakesKey<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new IdempotentAttribute());
}
