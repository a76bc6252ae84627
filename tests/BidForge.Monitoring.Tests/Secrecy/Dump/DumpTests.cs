using System.Globalization;
using BidForge.Demo.Api;
using BidForge.Monitoring.Tests.Secrecy.Support;
using BidForge.Monitoring.Tests.Support;
using BidForge.Testing.Marketplace;

namespace BidForge.Monitoring.Tests.Secrecy.Dump;

/// <summary>Before the opening, everything that lies anywhere, taken together, shows nothing of what was bid.</summary>
public sealed class DumpTests(Marketplace marketplace)
{
    private const decimal Price = 81827364.5511m;
    private const decimal Revised = 71625344.9933m;
    private const string Typed = "61524334.8821";

    // What is open to everybody: it must be found, or the search proves nothing.
    private const string Open = "nobody minds this 5512907436";

    private static readonly string[] Planted =
    [
        "81827364.5511", "8182736455.11", "71625344.9933", "7162534499.33", "61524334.8821",
        "40312257.19",
        "planted note 7733190288", "planted answer 6620194437", "planted quote 9917263354", "planted name 4451907263.txt", "planted draft 3340918827", "planted refusal 2209817716",
        "planted revision 1198706605",
    ];

    private static CancellationToken Cancel => Marketplace.Cancel;

    [Fact]
    public async Task No_price_no_line_no_answer_no_attachment_and_no_draft_is_in_any_database_blob_queue_cache_log_metric_or_trace()
    {
        var tender = await Tender.CreateAsync(marketplace, Open, Cancel);
        var (bid, file) = await PlantAsync(tender);
        var planted = new Needles(Planted);
        var places = await PlacesAsync();

        var found = places.Select(place => planted.FindIn(place.Value) is { } what ? $"{place.Key}: {what}" : null).OfType<string>()
            .Concat(Folders.Search(marketplace.App.FoldersOf(), planted)).ToList();
        Assert.True(found.Count is 0, string.Join('\n', found));

        // The search does find what is there: in the dump, on the disks, in a trace, in a log, in a metric, in the queue.
        var open = new Needles(Open);
        Assert.NotNull(open.FindIn(places["postgres"]));
        Assert.Contains(Folders.Search(marketplace.App.FoldersOf(), open), hit => hit.Contains("/postgres/", StringComparison.Ordinal));
        Assert.Contains(bid.ToString(), places["postgres"] + places["postgres1"]);
        Assert.Contains("/api/v1/packages/{id}/bids", places["traces"]);
        Assert.Contains("packages/{packageId:guid}/bids", places["metrics of bid"]);
        Assert.Contains("BidSubmitted", places["queues"]);

        // Nor does any trace, log line or message say which package was bid on, or which bid or file there is.
        foreach (var place in new[] { "traces", "queues", "metrics of bid", "metrics of gateway" })
            Assert.DoesNotContain(tender.PackageId.ToString(), places[place]);
        foreach (var place in places.Where(place => place.Key is "traces" or "queues" || place.Key.StartsWith("log of", StringComparison.Ordinal) || place.Key.StartsWith("metrics", StringComparison.Ordinal)))
        {
            Assert.DoesNotContain(bid.ToString(), place.Value);
            Assert.DoesNotContain(file.ToString(), place.Value);
            Assert.DoesNotContain(tender.Bidder.Id.ToString(), place.Value);
        }
        foreach (var log in new[] { "log of gateway", "log of all, as collected" })
            Assert.Contains("POST /api/v1/packages/{id}/bids 201", places[log]);
    }

    private async Task<(Guid BidId, Guid FileId)> PlantAsync(Tender tender)
    {
        var api = tender.Bidder.Api;
        var (told, queued) = (marketplace.Collector.Requests, await marketplace.Firehose.CountAsync());
        var file = await api.UploadAsync(
            $"/files?purpose=bidAttachment&packageId={tender.PackageId}&name={Uri.EscapeDataString("planted name 4451907263.txt")}", "planted quote 9917263354"u8.ToArray(), "text/plain", Cancel);
        var accepted = (await api.PostAsync(
            $"/packages/{tender.PackageId}/bids", tender.Bid(Price, -40312257.19m, "planted answer 6620194437", "planted note 7733190288", 1, file.Id()), Cancel)).Get("bid");
        await api.PutAsync($"/bids/{accepted.Id()}", tender.Bid(Revised, -40312257.19m, "Yes", "planted revision 1198706605", 1, file.Id()), Cancel, accepted.Number("version"));
        // Refusals see prices too: a second bid of the same company, one of a stale scope, one of a price that can't be.
        await Assert.ThrowsAsync<ApiException>(() => api.PostAsync($"/packages/{tender.PackageId}/bids", tender.Bid(Price, 1m, "Yes", "planted refusal 2209817716"), Cancel));
        foreach (var (scope, price) in new[] { (9, Price), (1, -Price) })
            await Assert.ThrowsAsync<ApiException>(() => tender.Rival.Api.PostAsync(
                $"/packages/{tender.PackageId}/bids", tender.Bid(price, 1m, "Yes", "planted refusal 2209817716", scope), Cancel));
        var line = tender.Package.Get("bidForm").Get("lineItems")[0].Id();
        await DraftPage.TypeAsync(marketplace.Gateway, tender.Rival.Email, tender.PackageId, line, Typed, "planted draft 3340918827", Cancel);
        await tender.Bidder.OfActsAsync(tender.PackageId, 2, "submitted", Cancel);
        await Eventually.TrueAsync(async () => await marketplace.Firehose.CountAsync() >= queued + 4, "the messages about the bid are in the queue", Cancel);
        await Eventually.TrueAsync(
            () => Task.FromResult(marketplace.Collector.Raw("traces", told).Contains("/api/v1/packages/{id}/bids", StringComparison.Ordinal)), "the traces were exported", Cancel);
        await Eventually.TrueAsync(
            () => Task.FromResult(marketplace.Collector.Raw("logs", told).Contains("POST /api/v1/packages/{id}/bids 201", StringComparison.Ordinal)), "the log lines were exported", Cancel);
        return (accepted.Id(), file.Id());
    }

    private async Task<Dictionary<string, string>> PlacesAsync()
    {
        var places = new Dictionary<string, string>
        {
            ["queues"] = string.Join('\n', await marketplace.Firehose.LookAsync()),
            ["redis"] = await RedisContents.ReadAsync((await marketplace.App.GetConnectionStringAsync("redis", Cancel))!),
            ["traces"] = marketplace.Collector.Raw("traces"),
            ["metrics of all, as collected"] = marketplace.Collector.Raw("metrics"),
            ["log of all, as collected"] = marketplace.Collector.Raw("logs"),
        };
        foreach (var server in new[] { "postgres", "postgres1" })
        {
            places[server] = await Databases.DumpAsync((await marketplace.App.GetConnectionStringAsync(server, Cancel))!, Cancel);
            places[$"log of {server}"] = marketplace.App.LogOf(server);
        }
        foreach (var service in Marketplace.Services)
        {
            using var http = marketplace.App.CreateHttpClient(service);
            places[string.Create(CultureInfo.InvariantCulture, $"metrics of {service}")] = await http.GetStringAsync("/metrics", Cancel);
            places[$"log of {service}"] = marketplace.App.LogOf(service);
        }
        return places;
    }
}
