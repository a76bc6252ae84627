using System.Net;
using BidForge.ServiceDefaults.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace BidForge.Web.Tests.Caching;

/// <summary>What a CDN is told of an answer that is the same for everybody, over real HTTP.</summary>
public sealed class PublicCacheTests : IAsyncLifetime
{
    private WebApplication service = default!;
    private HttpClient reader = default!;
    private string[] trades = ["roofing"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        service = builder.Build();
        service.MapGet("/trades", IResult () => trades.Length is 0 ? TypedResults.NotFound() : TypedResults.Ok(new { data = trades }))
            .CachedForEverybody(TimeSpan.FromMinutes(1), TimeSpan.FromHours(1), TimeSpan.FromDays(1));
        await service.StartAsync(Cancel);
        reader = new() { BaseAddress = new(service.Urls.First()) };
    }

    public async ValueTask DisposeAsync()
    {
        reader.Dispose();
        await service.DisposeAsync();
    }

    [Fact]
    public async Task An_answer_says_how_long_it_may_be_kept_by_whom_and_what_it_holds()
    {
        using var answer = await reader.GetAsync("/trades", Cancel);
        Assert.Equal("{\"data\":[\"roofing\"]}", await answer.Content.ReadAsStringAsync(Cancel));
        Assert.Equal("application/json", answer.Content.Headers.ContentType!.MediaType);
        var cache = answer.Headers.CacheControl!;
        Assert.True(cache.Public);
        Assert.Equal(TimeSpan.FromMinutes(1), cache.MaxAge);
        Assert.Equal(TimeSpan.FromHours(1), cache.SharedMaxAge);
        Assert.Contains(cache.Extensions, extension => extension is { Name: "stale-while-revalidate", Value: "86400" });
        Assert.True(answer.Headers.ETag!.IsWeak);
    }

    [Fact]
    public async Task Who_has_it_already_gets_304_without_a_body_until_it_is_another()
    {
        using var first = await reader.GetAsync("/trades", Cancel);
        var tag = first.Headers.ETag!.ToString();
        using (var same = await AskAsync($"\"other\", {tag}"))
        {
            Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
            Assert.Empty(await same.Content.ReadAsByteArrayAsync(Cancel));
            Assert.Equal(tag, same.Headers.ETag!.ToString());
            Assert.Equal(first.Headers.CacheControl!.ToString(), same.Headers.CacheControl!.ToString());
        }
        using (var any = await AskAsync("*"))
            Assert.Equal(HttpStatusCode.NotModified, any.StatusCode);

        trades = ["roofing", "steel"];
        using var changed = await AskAsync(tag);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.NotEqual(tag, changed.Headers.ETag!.ToString());
        Assert.Contains("steel", await changed.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task A_refusal_is_kept_by_nobody()
    {
        trades = [];
        using var answer = await reader.GetAsync("/trades", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Null(answer.Headers.CacheControl);
        Assert.Null(answer.Headers.ETag);
    }

    private async Task<HttpResponseMessage> AskAsync(string known)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/trades");
        request.Headers.TryAddWithoutValidation("If-None-Match", known);
        return await reader.SendAsync(request, Cancel);
    }
}
