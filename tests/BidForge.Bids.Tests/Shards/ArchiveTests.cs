using BidForge.Archive;
using BidForge.Archive.Stores;
using BidForge.Bids.Tests.Support;
using BidForge.Contracts;
using Npgsql;

namespace BidForge.Bids.Tests.Shards;

public sealed class ArchiveTests(Servers servers)
{
    private static readonly RevisionMonth Month = new("bid0", new(2024, 5, 1), "bid_revisions_2024_05");

    [Fact]
    public async Task An_old_month_leaves_its_shard_when_its_packages_are_opened_and_comes_back_as_it_was()
    {
        var settings = await servers.AloneAsync("postgres");
        await using var app = servers.Start(settings);
        await using var shard = NpgsqlDataSource.Create(settings["ConnectionStrings:bid0"]);
        await using var catalog = NpgsqlDataSource.Create(settings["ConnectionStrings:bidcatalog"]);
        var market = await Market.OpenAsync(app, byEvent: false);
        var bidder = Person.Of(CompanyKind.Subcontractor) with { CompanyName = "\"Roof\", Walls\r\n& Sons" };
        using var client = app.As(bidder);
        var bid = (await client.WriteAsync(HttpMethod.Post, $"/packages/{market.PackageId}/bids", Market.Bid(1m), "first").OkAsync()).GetProperty("bid").Id("id");
        await client.WriteAsync(HttpMethod.Put, $"/bids/{bid}", Market.Bid(2m), ifMatch: "\"1\"").OkAsync();
        await market.SubmitAsync(Person.Of(CompanyKind.Subcontractor));
        await AgeAsync(shard);
        using var folder = new Folder();
        var store = ArchiveStores.Of(new() { Directory = folder.Path });
        var archiver = new Archiver(store, TimeProvider.System);

        Assert.Contains("not been opened", (await archiver.ArchiveAsync(Month, shard, false, default)).Reason, StringComparison.Ordinal);
        await market.CloseAndOpenAsync();
        var proof = await client.ReadAsync($"/bids/{bid}/proof?revision=1").OkAsync();
        var revisions = await client.ReadAsync($"/bids/{bid}/revisions").OkAsync();
        Assert.Equal((3L, null), await archiver.ArchiveAsync(Month, shard, true, default) is var dry ? (dry.Rows, dry.Name) : default);
        Assert.Equal(3L, await CountAsync(shard));
        Assert.Equal([Month], await RevisionMonth.ListAsync("bid0", shard, new(2024, 6, 1), default));
        Assert.Empty(await RevisionMonth.ListAsync("bid0", shard, new(2024, 5, 31), default));

        var archived = await archiver.ArchiveAsync(Month, shard, false, default);
        Assert.Equal((3L, null), (archived.Rows, archived.Reason));
        Assert.Equal(0L, await CountAsync(shard));
        Assert.Empty(await RevisionMonth.ListAsync("bid0", shard, new(2024, 6, 1), default));
        foreach (var path in new[] { "receipt?revision=1", "document", "proof", "revisions" })
            await client.ReadAsync($"/bids/{bid}/{path}").RefusedAsync(409, "bid.archived");
        await client.WriteAsync(HttpMethod.Post, $"/packages/{market.PackageId}/bids", Market.Bid(1m), "first").RefusedAsync(409, "bid.archived");
        await client.ReadAsync($"/bids/{bid}/receipt?revision=3").RefusedAsync(404, "bid.not-found");

        var restorer = new Restorer(store);
        var manifest = Assert.Single(await restorer.ListAsync(default));
        Assert.Equal((archived.Name, 3L, "bid0", Month.Month), (manifest.Name, manifest.Rows, manifest.Shard, manifest.Month));
        var shards = new Dictionary<string, NpgsqlDataSource> { ["bid0"] = shard };
        var restored = await restorer.RestoreAsync(manifest.Name, catalog, shards, default);
        Assert.Equal((3L, 3L), (restored.Rows, restored.Added));
        Assert.Equal(0L, (await restorer.RestoreAsync(manifest.Name, catalog, shards, default)).Added);
        Assert.Equal(proof.GetRawText(), (await client.ReadAsync($"/bids/{bid}/proof?revision=1").OkAsync()).GetRawText());
        Assert.Equal(revisions.GetRawText(), (await client.ReadAsync($"/bids/{bid}/revisions").OkAsync()).GetRawText());
    }

    [Fact]
    public async Task A_month_that_reads_back_differently_stays_and_a_damaged_archive_writes_nothing()
    {
        var settings = await servers.AloneAsync("postgres");
        await using var app = servers.Start(settings);
        await using var shard = NpgsqlDataSource.Create(settings["ConnectionStrings:bid0"]);
        await using var catalog = NpgsqlDataSource.Create(settings["ConnectionStrings:bidcatalog"]);
        var market = await Market.OpenAsync(app, byEvent: false);
        await market.SubmitAsync(Person.Of(CompanyKind.Subcontractor));
        await AgeAsync(shard);
        await market.CloseAndOpenAsync();
        using var folder = new Folder();
        var store = ArchiveStores.Of(new() { Directory = folder.Path });

        await Assert.ThrowsAsync<ArchiveFailure>(() => new Archiver(new DamagingStore(store), TimeProvider.System).ArchiveAsync(Month, shard, false, default));
        Assert.Equal(1L, await CountAsync(shard));
        Assert.Empty(await new Restorer(store).ListAsync(default));

        var archived = await new Archiver(store, TimeProvider.System).ArchiveAsync(Month, shard, false, default);
        var file = Path.Combine(folder.Path, "archive", archived.Name + ".csv.gz");
        var bytes = await File.ReadAllBytesAsync(file);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);
        await Assert.ThrowsAsync<ArchiveFailure>(
            () => new Restorer(store).RestoreAsync(archived.Name!, catalog, new Dictionary<string, NpgsqlDataSource> { ["bid0"] = shard }, default));
        Assert.Equal(0L, await CountAsync(shard));
        await Assert.ThrowsAsync<ArchiveFailure>(
            () => new Restorer(store).RestoreAsync("../elsewhere", catalog, new Dictionary<string, NpgsqlDataSource> { ["bid0"] = shard }, default));
    }

    /// <summary>Everything so far happened in May 2024.</summary>
    private static async Task AgeAsync(NpgsqlDataSource shard)
    {
        await using var age = shard.CreateCommand("""
            do $$
            declare
                back interval := clock_timestamp() - timestamptz '2024-05-15 12:00:00Z';
            begin
                create table bid_revisions_2024_05 partition of bid_revisions for values from ('2024-05-01 00:00:00Z') to ('2024-06-01 00:00:00Z');
                update bid_revisions set accepted_at = accepted_at - back;
                update bids set accepted_at = accepted_at - back;
                update idempotency_keys set accepted_at = accepted_at - back where bid_id is not null;
            end $$
            """);
        await age.ExecuteNonQueryAsync();
    }

    private static async Task<long> CountAsync(NpgsqlDataSource shard)
    {
        await using var count = shard.CreateCommand("select count(*) from bid_revisions");
        return (long)(await count.ExecuteScalarAsync())!;
    }

    /// <summary>A disk that does not keep what it is given.</summary>
    private sealed class DamagingStore(IArchiveStore store) : IArchiveStore
    {
        public async Task PutAsync(string name, string localFile, CancellationToken cancellationToken)
        {
            await using (var file = File.Open(localFile, FileMode.Open))
                file.SetLength(file.Length / 2);
            await store.PutAsync(name, localFile, cancellationToken);
        }

        public Task<Stream> OpenAsync(string name, CancellationToken cancellationToken) => store.OpenAsync(name, cancellationToken);

        public Task<IReadOnlyList<string>> ListAsync(string ending, CancellationToken cancellationToken) => store.ListAsync(ending, cancellationToken);
    }

    private sealed class Folder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("bidforge-archive-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
