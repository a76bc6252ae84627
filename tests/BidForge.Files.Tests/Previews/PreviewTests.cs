using System.Net;
using BidForge.Contracts.Projects;
using BidForge.Files.Tests.Support;

namespace BidForge.Files.Tests.Previews;

/// <summary>What a reader gets to see of a picture.</summary>
[Collection("local blobs")]
public sealed class PreviewTests(Servers servers)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(3, 1067, 800)]
    [InlineData(6, 600, 800)]
    public async Task A_photograph_is_turned_upright_made_small_and_no_longer_tells_where_it_was_taken(int orientation, int width, int height)
    {
        var photograph = Pictures.Photograph(orientation);
        using (var original = Pictures.Open(photograph))
            Assert.Contains("exif-ifd3-GPSLatitude", original.GetFields());
        var (client, id) = await StoredAsync("site.jpg", photograph);
        using var answer = await client.GetAsync($"files/{id}/preview", Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var preview = Pictures.Open(await answer.Content.ReadAsByteArrayAsync(Cancel));

        Assert.Equal((width, height), (preview.Width, preview.Height));
        Assert.Empty(Pictures.Metadata(preview));
        // By half a turn blue comes to the left; by a quarter to the right, red to the top.
        if (orientation is 3)
            Assert.True(Pictures.IsBlue(preview, 10, 400) && Pictures.IsRed(preview, 1050, 400));
        else
            Assert.True(Pictures.IsRed(preview, 300, 10) && Pictures.IsBlue(preview, 300, 790));
    }

    [Fact]
    public async Task A_small_picture_keeps_its_size_and_what_is_transparent_is_white()
    {
        var (client, id) = await StoredAsync("logo.png", Pictures.Png(40, 30));
        using var answer = await client.GetAsync($"files/{id}/preview", Cancel);
        using var preview = Pictures.Open(await answer.Content.ReadAsByteArrayAsync(Cancel));
        Assert.Equal((40, 30), (preview.Width, preview.Height));
        Assert.Equal([255, 255, 255], preview.Getpoint(20, 15));
    }

    [Theory]
    [InlineData(".gif")]
    [InlineData(".webp")]
    [InlineData(".tif")]
    public async Task Every_kind_of_picture_comes_as_a_JPEG_that_is_cached_by_its_reader_alone(string extension)
    {
        var (client, id) = await StoredAsync("detail" + extension, Pictures.In(extension, 1300, 100));
        Assert.True((await client.GetAsync($"files/{id}", Cancel).IsJsonAsync(HttpStatusCode.OK, Cancel)).GetProperty("hasPreview").GetBoolean());
        using var answer = await client.GetAsync($"files/{id}/preview", Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("image/jpeg", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("sandbox; default-src 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
        Assert.True(answer.Headers.CacheControl is { Private: true, NoCache: true });
        using var preview = Pictures.Open(await answer.Content.ReadAsByteArrayAsync(Cancel));
        Assert.Equal((1200, 92), (preview.Width, preview.Height));
        Assert.True(Pictures.IsRed(preview, 600, 40));

        using var known = await client.GetAsync($"files/{id}/preview", Cancel, ("If-None-Match", answer.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.NotModified, known.StatusCode);
        Assert.Equal(answer.Headers.ETag, known.Headers.ETag);
    }

    public static TheoryData<string> Hostile => ["bomb.png", "garbage.jpg", "head.webp"];

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task A_picture_that_can_not_be_shown_has_no_preview_and_is_not_tried_twice(string name)
    {
        var (client, id) = await StoredAsync(name, Bytes(name));
        await client.GetAsync($"files/{id}/preview", Cancel).IsProblemAsync(HttpStatusCode.NotFound, "file.no-preview", Cancel);
        Assert.False((await client.GetAsync($"files/{id}", Cancel).IsJsonAsync(HttpStatusCode.OK, Cancel)).GetProperty("hasPreview").GetBoolean());
        await client.GetAsync($"files/{id}/content", Cancel).IsAsync(HttpStatusCode.OK, Cancel);

        // To try again the original would be opened.
        await servers.Local.Blobs.DeleteAsync(id, Cancel);
        await client.GetAsync($"files/{id}/preview", Cancel).IsProblemAsync(HttpStatusCode.NotFound, "file.no-preview", Cancel);
    }

    [Fact]
    public async Task What_is_no_picture_has_no_preview()
    {
        var (client, id) = await StoredAsync("plan.pdf", Samples.Pdf);
        Assert.False((await client.GetAsync($"files/{id}", Cancel).IsJsonAsync(HttpStatusCode.OK, Cancel)).GetProperty("hasPreview").GetBoolean());
        await client.GetAsync($"files/{id}/preview", Cancel).IsProblemAsync(HttpStatusCode.NotFound, "file.no-preview", Cancel);
    }

    [Fact]
    public async Task The_preview_of_a_document_is_for_those_who_may_read_it()
    {
        var scene = await Scene.CreateAsync(servers, servers.Local);
        using var contractor = scene.Client(scene.Contractor);
        var id = (await contractor.StoreAsync("document", scene.PackageId, "site.png", Pictures.Png(40, 30), Cancel)).Id();
        await scene.TermsAsync(PackageStatus.Published, Visibility.Invited);
        var invited = await scene.SubcontractorAsync();
        await scene.InviteAsync(invited);
        using var reader = scene.Client(invited);
        using var stranger = scene.Client(await scene.SubcontractorAsync());
        using var nobody = new FileClient(servers.Local, null);

        await stranger.GetAsync($"files/{id}/preview", Cancel).IsProblemAsync(HttpStatusCode.NotFound, "file.not-found", Cancel);
        await reader.GetAsync($"files/{id}/preview", Cancel).IsAsync(HttpStatusCode.OK, Cancel);
        using var made = await contractor.GetAsync($"files/{id}/preview", Cancel);
        await stranger.GetAsync($"files/{id}/preview", Cancel, ("If-None-Match", made.Headers.ETag!.ToString())).IsProblemAsync(HttpStatusCode.NotFound, "file.not-found", Cancel);
        await nobody.GetAsync($"files/{id}/preview", Cancel).IsAsync(HttpStatusCode.Unauthorized, Cancel);
    }

    [Fact]
    public async Task The_preview_of_an_attachment_is_its_bidders_until_the_opening_and_is_kept_nowhere()
    {
        var scene = await Scene.CreateAsync(servers, servers.Local);
        await scene.TermsAsync(PackageStatus.Published, Visibility.Public);
        var bidder = await scene.SubcontractorAsync();
        using var bidding = scene.Client(bidder);
        using var rival = scene.Client(await scene.SubcontractorAsync());
        using var contractor = scene.Client(scene.Contractor);
        var picture = (await bidding.StoreAsync("bidAttachment", scene.PackageId, "site.png", Pictures.Png(40, 30), Cancel)).Id();
        var garbage = (await bidding.StoreAsync("bidAttachment", scene.PackageId, "garbage.jpg", Bytes("garbage.jpg"), Cancel)).Id();
        var (blobs, rows) = (servers.Local.FilesOnDisk(), await RowsAsync(picture, garbage));

        await bidding.GetAsync($"files/{picture}/preview", Cancel).IsAsync(HttpStatusCode.OK, Cancel);
        await bidding.GetAsync($"files/{garbage}/preview", Cancel).IsProblemAsync(HttpStatusCode.NotFound, "file.no-preview", Cancel);
        foreach (var other in new[] { rival, contractor })
            await other.GetAsync($"files/{picture}/preview", Cancel).IsProblemAsync(HttpStatusCode.NotFound, "file.not-found", Cancel);
        Assert.Equal(blobs, servers.Local.FilesOnDisk());
        Assert.Equal(rows, await RowsAsync(picture, garbage));

        await scene.OpenAsync((bidder, [picture]));
        using var opened = await contractor.GetAsync($"files/{picture}/preview", Cancel);
        using var preview = Pictures.Open(await opened.Content.ReadAsByteArrayAsync(Cancel));
        Assert.Equal((40, 30), (preview.Width, preview.Height));
        await rival.GetAsync($"files/{picture}/preview", Cancel).IsProblemAsync(HttpStatusCode.NotFound, "file.not-found", Cancel);
        Assert.Equal(blobs, servers.Local.FilesOnDisk());

        // Remembered all the same: to try again it would be opened.
        await servers.Local.Blobs.DeleteAsync(garbage, Cancel);
        await bidding.GetAsync($"files/{garbage}/preview", Cancel).IsProblemAsync(HttpStatusCode.NotFound, "file.no-preview", Cancel);
    }

    private static byte[] Bytes(string name) => name switch
    {
        "bomb.png" => Pictures.Bomb(30_000, 30_000),
        "garbage.jpg" => [.. Samples.Jpeg[..20], .. Samples.LargePdf(50_000)],
        _ => Pictures.In(".webp", 2000, 1000)[..24],
    };

    private async Task<string> RowsAsync(params Guid[] ids)
    {
        await using var database = Npgsql.NpgsqlDataSource.Create(servers.Database);
        await using var command = database.CreateCommand("select string_agg(f::text, ' ' order by id) from files f where id = any($1)");
        command.Parameters.Add(new() { Value = ids });
        return (string)(await command.ExecuteScalarAsync(Cancel))!;
    }

    private async Task<(FileClient Client, Guid Id)> StoredAsync(string name, byte[] bytes)
    {
        var scene = await Scene.CreateAsync(servers, servers.Local);
        var client = scene.Client(scene.Contractor);
        return (client, (await client.StoreAsync("document", scene.PackageId, name, bytes, Cancel)).Id());
    }
}
