using System.Net;
using System.Net.Http.Headers;
using BidForge.Contracts.Projects;
using BidForge.Files.Tests.Support;

namespace BidForge.Files.Tests.Service;

/// <summary>How files are read and removed, over every blob store.</summary>
public abstract class ReadingTests(Servers servers)
{
    private protected abstract FileService Service { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_download_is_saved_under_its_name_and_never_shown()
    {
        var (client, id) = await StoredAsync("Größe \"A\"; Plan.pdf", Samples.Pdf);
        using var answer = await client.GetAsync($"files/{id}/content", Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/pdf", answer.Content.Headers.ContentType?.ToString());
        var disposition = answer.Content.Headers.ContentDisposition!;
        Assert.Equal("attachment", disposition.DispositionType);
        Assert.Equal("Größe \"A\"; Plan.pdf", disposition.FileNameStar);
        Assert.All(disposition.FileName!, c => Assert.True(c < 128));
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("sandbox; default-src 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal("bytes", Assert.Single(answer.Headers.AcceptRanges));
        Assert.True(answer.Headers.CacheControl is { Private: true, NoCache: true });
        Assert.Equal(Samples.Pdf.Length, answer.Content.Headers.ContentLength);
    }

    [Theory]
    [InlineData("bytes=0-0", 0, 1)]
    [InlineData("bytes=100-199", 100, 100)]
    [InlineData("bytes=8900000-", 8_900_000, 100_000)]
    [InlineData("bytes=-5", 8_999_995, 5)]
    [InlineData("bytes=8388600-8388620", 8_388_600, 21)]
    public async Task A_range_is_answered_in_part(string range, int from, int length)
    {
        var bytes = Samples.LargePdf(9_000_000);
        var (client, id) = await StoredAsync("plan.pdf", bytes);
        using var answer = await client.GetAsync($"files/{id}/content", Cancel, ("Range", range));
        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        Assert.Equal(new ContentRangeHeaderValue(from, from + length - 1, bytes.Length), answer.Content.Headers.ContentRange);
        Assert.Equal(bytes[from..(from + length)], await answer.Content.ReadAsByteArrayAsync(Cancel));
    }

    [Fact]
    public async Task A_range_beyond_the_end_is_416()
    {
        var (client, id) = await StoredAsync("plan.pdf", Samples.Pdf);
        using var answer = await client.GetAsync($"files/{id}/content", Cancel, ("Range", "bytes=5000-"));
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, answer.StatusCode);
        Assert.Equal(Samples.Pdf.Length, answer.Content.Headers.ContentRange?.Length);
    }

    [Fact]
    public async Task What_the_reader_has_already_is_304_and_a_range_of_something_else_is_the_whole()
    {
        var (client, id) = await StoredAsync("plan.pdf", Samples.Pdf);
        using var first = await client.GetAsync($"files/{id}/content", Cancel);
        var tag = first.Headers.ETag!.ToString();
        Assert.Matches("^\"[0-9a-f]{64}\"$", tag);
        await client.GetAsync($"files/{id}/content", Cancel, ("If-None-Match", tag)).IsAsync(HttpStatusCode.NotModified, Cancel);
        await client.GetAsync($"files/{id}/content", Cancel, ("Range", "bytes=0-3"), ("If-Range", tag)).IsAsync(HttpStatusCode.PartialContent, Cancel);
        await client.GetAsync($"files/{id}/content", Cancel, ("Range", "bytes=0-3"), ("If-Range", "\"other\"")).IsAsync(HttpStatusCode.OK, Cancel);
        await client.GetAsync($"files/{id}/content", Cancel, ("If-Match", "\"other\"")).IsAsync(HttpStatusCode.PreconditionFailed, Cancel);
    }

    [Fact]
    public async Task Asking_for_the_head_tells_the_length_and_sends_nothing()
    {
        var (client, id) = await StoredAsync("plan.pdf", Samples.Pdf);
        using var answer = await client.SendAsync(HttpMethod.Head, $"files/{id}/content", Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(Samples.Pdf.Length, answer.Content.Headers.ContentLength);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Cancel));
    }

    [Fact]
    public async Task A_deleted_file_is_gone_with_its_bytes()
    {
        var (client, id) = await StoredAsync("plan.pdf", Samples.Pdf);
        await client.SendAsync(HttpMethod.Delete, $"files/{id}", Cancel).IsAsync(HttpStatusCode.NoContent, Cancel);
        Assert.DoesNotContain(id, await Service.AllBlobsAsync(Cancel));
        await client.GetAsync($"files/{id}", Cancel).IsProblemAsync(HttpStatusCode.NotFound, "file.not-found", Cancel);
        await client.SendAsync(HttpMethod.Delete, $"files/{id}", Cancel).IsProblemAsync(HttpStatusCode.NotFound, "file.not-found", Cancel);
    }

    [Fact]
    public async Task A_preview_is_made_once_outlives_the_sweep_and_goes_with_its_file()
    {
        var (client, id) = await StoredAsync("site.png", Pictures.Png(40, 30));
        using var first = await client.GetAsync($"files/{id}/preview", Cancel);
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        var preview = await Database.GuidAsync(servers.Database, $"select preview_id from files where id = '{id}'");
        Assert.Contains(preview, await Service.AllBlobsAsync(Cancel));

        // Without the original it could not be made again.
        await Service.Blobs.DeleteAsync(id, Cancel);
        await Service.SweepAsync(TimeProvider.System.GetUtcNow().AddMinutes(1), Cancel);
        using var again = await client.GetAsync($"files/{id}/preview", Cancel);
        Assert.Equal(await first.Content.ReadAsByteArrayAsync(Cancel), await again.Content.ReadAsByteArrayAsync(Cancel));

        await client.SendAsync(HttpMethod.Delete, $"files/{id}", Cancel).IsAsync(HttpStatusCode.NoContent, Cancel);
        Assert.DoesNotContain(preview, await Service.AllBlobsAsync(Cancel));
    }

    [Fact]
    public async Task A_preview_that_was_lost_is_made_again()
    {
        var (client, id) = await StoredAsync("site.png", Pictures.Png(40, 30));
        await client.GetAsync($"files/{id}/preview", Cancel).IsAsync(HttpStatusCode.OK, Cancel);
        var lost = await Database.GuidAsync(servers.Database, $"select preview_id from files where id = '{id}'");
        await Service.Blobs.DeleteAsync(lost, Cancel);
        await client.GetAsync($"files/{id}/preview", Cancel).IsAsync(HttpStatusCode.OK, Cancel);
        Assert.NotEqual(lost, await Database.GuidAsync(servers.Database, $"select preview_id from files where id = '{id}'"));
    }

    [Fact]
    public async Task A_list_of_documents_goes_on_where_its_cursor_says()
    {
        var scene = await Scene.CreateAsync(servers, Service);
        using var client = scene.Client(scene.Contractor);
        foreach (var i in Enumerable.Range(0, 5))
            await client.StoreAsync("document", scene.PackageId, $"plan-{i}.pdf", Samples.Pdf, Cancel);
        var names = new List<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await client.GetAsync($"packages/{scene.PackageId}/documents?limit=2&cursor={cursor}", Cancel).IsJsonAsync(HttpStatusCode.OK, Cancel);
            names.AddRange(page.GetProperty("data").EnumerateArray().Select(file => file.GetProperty("name").GetString()!));
            cursor = page.GetProperty("pagination").TryGetProperty("nextCursor", out var next) ? next.GetString() : null;
        }
        Assert.Equal(["plan-0.pdf", "plan-1.pdf", "plan-2.pdf", "plan-3.pdf", "plan-4.pdf"], names);
        await client.GetAsync($"packages/{scene.PackageId}/documents?limit=101", Cancel).IsProblemAsync(HttpStatusCode.BadRequest, "request.invalid", Cancel);
        await client.GetAsync($"packages/{scene.PackageId}/documents?cursor=%21", Cancel).IsProblemAsync(HttpStatusCode.BadRequest, "request.invalid", Cancel);
    }

    [Fact]
    public async Task Bytes_of_documents_deleted_with_their_package_go_with_the_sweep_and_others_stay()
    {
        var scene = await Scene.CreateAsync(servers, Service);
        var other = await Scene.CreateAsync(servers, Service);
        using var client = scene.Client(scene.Contractor);
        using var otherClient = other.Client(other.Contractor);
        var gone = (await client.StoreAsync("document", scene.PackageId, "plan.pdf", Samples.Pdf, Cancel)).Id();
        var stays = (await otherClient.StoreAsync("document", other.PackageId, "plan.pdf", Samples.Pdf, Cancel)).Id();
        await scene.TermsAsync(PackageStatus.Draft, Visibility.Public);
        await scene.DeleteAsync();
        await client.GetAsync($"files/{gone}", Cancel).IsProblemAsync(HttpStatusCode.NotFound, "file.not-found", Cancel);

        await Service.SweepAsync(TimeProvider.System.GetUtcNow().AddMinutes(-1), Cancel);
        Assert.Contains(gone, await Service.AllBlobsAsync(Cancel));
        await Service.SweepAsync(TimeProvider.System.GetUtcNow().AddMinutes(1), Cancel);
        Assert.DoesNotContain(gone, await Service.AllBlobsAsync(Cancel));
        await otherClient.GetAsync($"files/{stays}/content", Cancel).IsAsync(HttpStatusCode.OK, Cancel);
    }

    private async Task<(FileClient Client, Guid Id)> StoredAsync(string name, byte[] bytes)
    {
        var scene = await Scene.CreateAsync(servers, Service);
        var client = scene.Client(scene.Contractor);
        return (client, (await client.StoreAsync("document", scene.PackageId, name, bytes, Cancel)).Id());
    }
}
