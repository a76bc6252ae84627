using System.Net;
using System.Text.RegularExpressions;
using Aspire.Hosting.Testing;
using BidForge.Testing.Hosting;
using BidForge.Web.Tests.Sessions;

namespace BidForge.Web.Tests.Caching;

/// <summary>The site's own files, from the real site as a process.</summary>
public sealed partial class AssetTests(Servers servers) : IAsyncLifetime
{
    private ServiceProcess site = default!;
    private HttpClient reader = default!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        site = await ServiceProcess.StartAsync("BidForge.Web", new Dictionary<string, string>
        {
            ["services__gateway__http__0"] = servers.App.GetEndpoint("auth").ToString(),
            ["ConnectionStrings__redis"] = (await servers.App.GetConnectionStringAsync("redis", Cancel))!,
            // That of the other sites here: in one Redis they keep their session keys under it.
            ["Web__Key"] = "a key that both replicas share, forty characters",
        }, cancellationToken: Cancel);
        reader = site.CreateHttpClient();
    }

    public async ValueTask DisposeAsync()
    {
        reader.Dispose();
        await site.DisposeAsync();
    }

    [Fact]
    public async Task Every_file_of_a_page_has_a_name_with_a_hash_and_may_be_kept_for_ever()
    {
        var page = await reader.GetStringAsync("/login", Cancel);
        var files = Reference().Matches(page).Select(match => match.Groups[1].Value).Distinct().ToList();
        Assert.Contains(files, file => file.EndsWith(".css", StringComparison.Ordinal));
        Assert.Contains(files, file => file.EndsWith(".js", StringComparison.Ordinal));
        foreach (var file in files)
        {
            Assert.Matches(@"^/[\w-]+\.[a-z0-9]{10}\.(css|js|svg|png)$", file);
            using var answer = await reader.GetAsync(file, Cancel);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            var cache = answer.Headers.CacheControl!;
            Assert.True(cache.Public);
            Assert.Equal(TimeSpan.FromDays(365), cache.MaxAge);
            Assert.Contains(cache.Extensions, extension => extension.Name is "immutable");
            Assert.NotNull(answer.Headers.ETag);
        }
    }

    [Fact]
    public async Task A_name_without_a_hash_is_asked_for_each_time()
    {
        using var plain = await reader.GetAsync("/site.css", Cancel);
        Assert.Equal(HttpStatusCode.OK, plain.StatusCode);
        Assert.True(plain.Headers.CacheControl!.NoCache);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/site.css") { Headers = { IfNoneMatch = { plain.Headers.ETag! } } };
        using var again = await reader.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Fact]
    public async Task A_name_with_a_wrong_hash_is_kept_by_nobody()
    {
        using var answer = await reader.GetAsync("/site.0123456789.css", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.DoesNotContain("immutable", answer.Headers.CacheControl?.ToString() ?? "");
    }

    [Fact]
    public async Task A_page_is_kept_by_nobody_but_its_reader()
    {
        using var page = await reader.GetAsync("/login", Cancel);
        Assert.NotNull(page.Headers.CacheControl);
        Assert.False(page.Headers.CacheControl.Public);
        Assert.Null(page.Headers.CacheControl.SharedMaxAge);
    }

    [GeneratedRegex("(?:href|src)=\"(/[^\"]+\\.(?:css|js|svg|png))\"")]
    private static partial Regex Reference();
}
