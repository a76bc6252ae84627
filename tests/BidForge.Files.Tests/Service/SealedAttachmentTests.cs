using System.Net;
using System.Security.Cryptography;
using System.Text;
using BidForge.Contracts.Projects;
using BidForge.Files.Sealing;
using BidForge.Files.Tests.Support;
using Npgsql;

namespace BidForge.Files.Tests.Service;

/// <summary>Whoever has the database and the blobs, but not the secret, reads nothing of what was attached to a bid.</summary>
public abstract class SealedAttachmentTests(Servers servers)
{
    private const string Word = "918273645.55 dollars all in";

    private protected abstract FileService Service { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(SealedChunks.PlainSize)]
    [InlineData((3 * SealedChunks.PlainSize) + 17)]
    public async Task An_attachment_is_read_back_and_lies_sealed_in_whole_chunks(int size)
    {
        var (client, _) = await BidderAsync();
        var bytes = Text(size);
        var file = await client.StoreAsync("bidAttachment", Guid.CreateVersion7(), "quote.txt", bytes, Cancel);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), file.GetProperty("sha256").GetString());
        using var content = await client.GetAsync($"files/{file.Id()}/content", Cancel);
        Assert.Equal(bytes, await content.Content.ReadAsByteArrayAsync(Cancel));

        var blob = await BlobAsync(file.Id(), size);
        Assert.Equal(0, blob.Length % SealedChunks.SealedSize);
        if (size > 1)
            Assert.Equal(-1, blob.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Word)));
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(SealedChunks.PlainSize - 3, 6)]
    [InlineData(2 * SealedChunks.PlainSize, 70_000)]
    [InlineData((3 * SealedChunks.PlainSize) - 1, 5)]
    public async Task A_range_of_an_attachment_is_opened_where_it_lies(int from, int length)
    {
        var (client, _) = await BidderAsync();
        var bytes = Text((3 * SealedChunks.PlainSize) + 20_000);
        var file = await client.StoreAsync("bidAttachment", Guid.CreateVersion7(), "quote.txt", bytes, Cancel);
        using var answer = await client.GetAsync($"files/{file.Id()}/content", Cancel, ("Range", $"bytes={from}-{from + length - 1}"));
        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        var wanted = bytes[from..Math.Min(from + length, bytes.Length)];
        Assert.Equal(wanted, await answer.Content.ReadAsByteArrayAsync(Cancel));
    }

    [Fact]
    public async Task The_database_shows_neither_name_nor_size_nor_type_nor_checksum()
    {
        var (client, _) = await BidderAsync();
        var bytes = Text(918_273);
        var file = await client.StoreAsync("bidAttachment", Guid.CreateVersion7(), "918273645 quote.txt", bytes, Cancel);
        var row = await RowAsync(file.Id());
        Assert.DoesNotContain("quote", row);
        // Random bytes in hexadecimal may hold any digits.
        Assert.DoesNotMatch("(?<![0-9a-f])918273", row);
        Assert.DoesNotContain("text/plain", row);
        Assert.DoesNotContain(file.GetProperty("sha256").GetString()!, row);
        Assert.DoesNotContain(Convert.ToHexStringLower("quote"u8), row);
        var shorter = await client.StoreAsync("bidAttachment", Guid.CreateVersion7(), "q.txt", Text(1), Cancel);
        Assert.Equal(row.Length, (await RowAsync(shorter.Id())).Length);
    }

    [Fact]
    public async Task An_attachment_sent_again_with_its_key_is_the_same_and_another_under_it_is_refused()
    {
        var (client, _) = await BidderAsync();
        var (package, key) = (Guid.CreateVersion7(), Guid.NewGuid().ToString());
        var first = await client.UploadAsync("bidAttachment", package, "quote.txt", Text(500), Cancel, key: key).IsJsonAsync(HttpStatusCode.Created, Cancel);
        var again = await client.UploadAsync("bidAttachment", package, "quote.txt", Text(500), Cancel, key: key).IsJsonAsync(HttpStatusCode.Created, Cancel);
        Assert.Equal(first.ToString(), again.ToString());
        await client.UploadAsync("bidAttachment", package, "quote.txt", Text(501), Cancel, key: key).IsProblemAsync(HttpStatusCode.UnprocessableEntity, "idempotency.key-reused", Cancel);
    }

    [Fact]
    public async Task What_is_sealed_opens_for_the_contractor_with_its_bid()
    {
        var scene = await Scene.CreateAsync(servers, Service);
        await scene.TermsAsync(PackageStatus.Published, Visibility.Public);
        var bidder = await scene.SubcontractorAsync();
        using var client = scene.Client(bidder);
        using var contractor = scene.Client(scene.Contractor);
        var id = (await client.StoreAsync("bidAttachment", scene.PackageId, "quote.txt", Text(70_000), Cancel)).Id();
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head })
            Assert.Equal(HttpStatusCode.NotFound, (await contractor.SendAsync(method, $"files/{id}/content", Cancel)).StatusCode);
        Assert.Empty((await contractor.GetAsync($"packages/{scene.PackageId}/documents", Cancel).IsJsonAsync(HttpStatusCode.OK, Cancel)).GetProperty("data").EnumerateArray());

        await scene.OpenAsync((bidder, [id]));
        Assert.Equal("quote.txt", (await contractor.GetAsync($"files/{id}", Cancel).IsJsonAsync(HttpStatusCode.OK, Cancel)).GetProperty("name").GetString());
        using var content = await contractor.GetAsync($"files/{id}/content", Cancel);
        Assert.Equal(Text(70_000), await content.Content.ReadAsByteArrayAsync(Cancel));
    }

    private static byte[] Text(int size)
    {
        var text = new byte[size];
        for (var at = 0; at < size; at++)
            text[at] = (byte)Word[at % Word.Length];
        return text;
    }

    private async Task<(FileClient Client, Company Bidder)> BidderAsync()
    {
        var bidder = await Company.RegisterAsync(servers, "subcontractor", Cancel);
        return (new(Service, bidder.Token), bidder);
    }

    private async Task<byte[]> BlobAsync(Guid id, long size)
    {
        await using var blob = Service.Blobs.Open(id, SealedChunks.SizeOf(size));
        var bytes = new byte[blob.Length];
        await blob.ReadExactlyAsync(bytes, Cancel);
        return bytes;
    }

    private async Task<string> RowAsync(Guid id)
    {
        await using var database = NpgsqlDataSource.Create(servers.Database);
        await using var command = database.CreateCommand($"select f::text from files f where id = '{id}'");
        var row = (string)(await command.ExecuteScalarAsync(Cancel))!;
        // What is told of every file, sealed or not.
        return System.Text.RegularExpressions.Regex.Replace(row, "[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:.+]+", "");
    }
}
