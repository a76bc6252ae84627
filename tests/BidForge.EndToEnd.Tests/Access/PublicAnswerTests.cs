using System.Net;
using BidForge.EndToEnd.Tests.Support;
using BidForge.Testing.Marketplace;

namespace BidForge.EndToEnd.Tests.Access;

/// <summary>What shared caches may keep, as they meet it: through the gateway, of the services themselves. docs/cdn.md has the list.</summary>
public sealed class PublicAnswerTests(Marketplace marketplace)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/api/v1/trades", "public, max-age=3600, s-maxage=86400, stale-while-revalidate=604800", "concrete")]
    [InlineData("/api/v1/receipts/keys", "public, max-age=300, s-maxage=300, stale-while-revalidate=60", "kid")]
    [InlineData("/.well-known/jwks.json", "public, max-age=300, s-maxage=300, stale-while-revalidate=60", "kid")]
    public async Task What_is_everybody_s_may_be_kept_and_is_not_sent_again_to_who_has_it(string path, string cacheControl, string word)
    {
        using var http = marketplace.CreateGatewayClient();
        using var first = await Company.CallUntilAnsweredAsync(http, null, HttpMethod.Get, path, null, Cancel);
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(cacheControl, first.Headers.NonValidated["Cache-Control"].ToString());
        Assert.Contains($"\"{word}\"", await first.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        var tag = first.Headers.ETag!;
        Assert.True(tag.IsWeak);

        http.DefaultRequestHeaders.IfNoneMatch.Add(tag);
        using var again = await Company.CallUntilAnsweredAsync(http, null, HttpMethod.Get, path, null, Cancel);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Equal((tag, cacheControl), (again.Headers.ETag, again.Headers.NonValidated["Cache-Control"].ToString()));
        Assert.Empty(await again.Content.ReadAsByteArrayAsync(Cancel));
    }

    [Theory]
    [InlineData("/api/v1/projects?scope=open")]
    [InlineData("/api/v1/companies")]
    [InlineData("/api/v1/bids")]
    [InlineData("/api/v1/invitations")]
    public async Task A_list_that_needs_a_token_is_kept_by_no_shared_cache(string path)
    {
        using var http = marketplace.CreateGatewayClient();
        var reader = await Company.RegisterAsync(marketplace.Gateway, "subcontractor", Cancel);
        using (var stranger = await Company.CallUntilAnsweredAsync(http, null, HttpMethod.Get, path, null, Cancel))
            Assert.Equal((HttpStatusCode.Unauthorized, false), (stranger.StatusCode, stranger.Headers.CacheControl is { Public: true } or { SharedMaxAge: not null }));
        using var own = await Company.CallUntilAnsweredAsync(http, reader.Owner, HttpMethod.Get, path, null, Cancel);
        Assert.Equal((HttpStatusCode.OK, false), (own.StatusCode, own.Headers.CacheControl is { Public: true } or { SharedMaxAge: not null }));
    }
}
