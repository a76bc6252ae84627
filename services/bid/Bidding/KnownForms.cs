using BidForge.Contracts;
using Microsoft.Extensions.Caching.Memory;

namespace BidForge.Bids.Bidding;

/// <summary>A package's bid form as this process saw it last.</summary>
/// <param name="FormVersion">The database refuses a document that was checked against another one.</param>
/// <param name="Key">The package's key, unwrapped: bids are sealed by it before they leave this process.</param>
internal sealed record KnownForm(int ScopeVersion, int FormVersion, BidForm Form, string Currency, byte[] Key);

/// <summary>Forms of packages that are being bid on, so that a submit costs one round trip. A form that is behind costs one more, never a wrong answer.</summary>
internal sealed class KnownForms : IDisposable
{
    private readonly MemoryCache forms = new(new MemoryCacheOptions { SizeLimit = 5000 });

    public KnownForm? Find(Guid packageId) => forms.Get<KnownForm>(packageId);

    public void Learn(Guid packageId, KnownForm form) =>
        forms.Set(packageId, form, new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = TimeSpan.FromHours(1) });

    public void Dispose() => forms.Dispose();
}
