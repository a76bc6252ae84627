using System.Net;
using BidForge.Files.Tests.Support;
using Npgsql;

namespace BidForge.Files.Tests.Service;

/// <summary>What a company stores is counted to the byte, and held to its plan.</summary>
[Collection("small files")]
public sealed class StorageTests(Servers servers)
{
    private const int Size = 40_000;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Storage_ends_with_the_plan_even_for_uploads_at_once_and_comes_back_with_a_deletion()
    {
        var service = await servers.StartAsync([new("Quotas:Free:StorageBytes", "100000")]);
        var scene = await Scene.CreateAsync(servers, service);
        using var client = scene.Client(scene.Contractor);
        var uploads = await Task.WhenAll(Enumerable.Range(0, 5).Select(n => client.UploadAsync("document", scene.PackageId, $"plan{n}.pdf", Samples.LargePdf(Size), Cancel)));
        Assert.Equal(2, uploads.Count(answer => answer.StatusCode is HttpStatusCode.Created));
        foreach (var refused in uploads.Where(answer => answer.StatusCode is not HttpStatusCode.Created))
        {
            var problem = await Task.FromResult(refused).IsProblemAsync(HttpStatusCode.Conflict, "quota.storage-exceeded", Cancel);
            Assert.Equal(("storage", "free", 100_000), (problem.GetProperty("quota").GetString(), problem.GetProperty("plan").GetString(), problem.GetProperty("limit").GetInt32()));
        }
        Assert.True(await StoresAsync(scene.Contractor, 2 * Size, 2));
        Assert.Equal(2, service.FilesOnDisk().Count);

        var file = (await client.GetAsync($"packages/{scene.PackageId}/documents", Cancel).IsJsonAsync(HttpStatusCode.OK, Cancel)).GetProperty("data")[0].Id();
        using (var deleted = await client.SendAsync(HttpMethod.Delete, $"files/{file}", Cancel))
            Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.True(await StoresAsync(scene.Contractor, Size, 3));
        await client.StoreAsync("document", scene.PackageId, "again.pdf", Samples.LargePdf(Size), Cancel);
        await client.UploadAsync("document", scene.PackageId, "more.pdf", Samples.LargePdf(Size), Cancel).IsProblemAsync(HttpStatusCode.Conflict, "quota.storage-exceeded", Cancel);

        // Another company's use is another's; and what is attached to a bid counts, but never comes between a bidder and a deadline.
        var sub = await scene.SubcontractorAsync();
        using var bidder = scene.Client(sub);
        foreach (var n in Enumerable.Range(1, 3))
        {
            await bidder.StoreAsync("bidAttachment", scene.PackageId, $"quote{n}.pdf", Samples.LargePdf(Size), Cancel);
            Assert.True(await StoresAsync(sub, n * Size, n));
        }

        await scene.DeleteAsync();
        Assert.True(await StoresAsync(scene.Contractor, 0, 5));
    }

    [Fact]
    public async Task The_same_file_sent_twice_at_once_is_stored_once_and_answered_twice_though_two_would_not_fit()
    {
        var service = await servers.StartAsync([new("Quotas:Free:StorageBytes", "50000")]);
        var scene = await Scene.CreateAsync(servers, service);
        using var client = scene.Client(scene.Contractor);
        for (var round = 1; round <= 5; round++)
        {
            var key = Guid.NewGuid().ToString();
            var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ =>
                client.UploadAsync("document", scene.PackageId, "plan.pdf", Samples.LargePdf(Size), Cancel, key: key).IsJsonAsync(HttpStatusCode.Created, Cancel)));
            var id = Assert.Single(answers.Select(answer => answer.Id()).Distinct());
            using var deleted = await client.SendAsync(HttpMethod.Delete, $"files/{id}", Cancel);
        }
    }

    [Fact]
    public async Task A_file_that_took_the_last_room_while_it_was_sent_again_is_answered_again()
    {
        var service = await servers.StartAsync([new("Quotas:Free:StorageBytes", $"{Size}")]);
        var scene = await Scene.CreateAsync(servers, service);
        using var client = scene.Client(scene.Contractor);
        var key = Guid.NewGuid().ToString();
        var first = await SendAsync();

        // As if the first were not stored yet when the second looks for it, and were when it asks how much room there is.
        await Database.DoAsync(servers.Database, $"update files set idempotency_key = 'hidden' where id = '{first}'");
        await using var holder = new NpgsqlConnection(servers.Database);
        await holder.OpenAsync(Cancel);
        await using var held = await holder.BeginTransactionAsync(Cancel);
        await using (var hold = new NpgsqlCommand("lock table storage in access exclusive mode", holder))
            await hold.ExecuteNonQueryAsync(Cancel);
        var second = SendAsync();
        await Eventually.TrueAsync(
            () => Database.HoldsAsync(servers.Database, "select 1 from pg_locks where relation = 'storage'::regclass and not granted"), "the second asks for room", Cancel);
        await Database.DoAsync(servers.Database, $"update files set idempotency_key = '{key}' where id = '{first}'");
        await held.CommitAsync(Cancel);

        Assert.Equal(first, await second);

        async Task<Guid> SendAsync() => (await client.UploadAsync("document", scene.PackageId, "plan.pdf", Samples.LargePdf(Size), Cancel, key: key).IsJsonAsync(HttpStatusCode.Created, Cancel)).Id();
    }

    [Fact]
    public async Task Files_from_before_that_was_counted_are_counted_sealed_ones_too()
    {
        var scene = await Scene.CreateAsync(servers, servers.Small);
        var sub = await scene.SubcontractorAsync();
        using var contractor = scene.Client(scene.Contractor);
        using var bidder = scene.Client(sub);
        await contractor.StoreAsync("document", scene.PackageId, "plan.pdf", Samples.LargePdf(Size), Cancel);
        await bidder.StoreAsync("bidAttachment", scene.PackageId, "quote.pdf", Samples.LargePdf(Size), Cancel);
        await Database.DoAsync(servers.Database, $"""
            begin;
            delete from storage where company_id in ('{scene.Contractor.Id}', '{sub.Id}');
            update files set counted = false where company_id in ('{scene.Contractor.Id}', '{sub.Id}');
            commit;
            """);
        await servers.StartAsync([]);
        foreach (var company in new[] { scene.Contractor, sub })
            await Eventually.TrueAsync(() => StoresAsync(company, Size, 1), "what was there is counted", Cancel);
        Assert.True(await Database.HoldsAsync(servers.Database, $"select 1 from files where company_id = '{sub.Id}' and counted"));
    }

    private Task<bool> StoresAsync(Company company, int bytes, int version) =>
        Database.HoldsAsync(servers.Database, $"select 1 from storage where company_id = '{company.Id}' and bytes = {bytes} and version = {version}");
}
