using BidForge.Contracts;
using BidForge.Contracts.Bids;

namespace BidForge.Notifications.Tests;

public sealed class StreamTests(NotificationSystem system)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task News_reach_the_streams_of_every_replica_in_the_same_order()
    {
        var sub = await system.RegisterAsync(CompanyKind.Subcontractor);
        using var first = await EventStream.OpenAsync(sub, 0, "0", Cancel);
        using var second = await EventStream.OpenAsync(sub, 1, "0", Cancel);
        Assert.Equal("text/event-stream", first.Response.Content.Headers.ContentType?.MediaType);
        await PublishManyAsync(sub, 40);
        var one = await first.TakeAsync(41, Cancel);
        var two = await second.TakeAsync(41, Cancel);
        Assert.Equal(one.Select(item => item.Id), two.Select(item => item.Id));
        Assert.Equal(41, one.Select(item => item.Id).Distinct().Count());
    }

    [Fact]
    public async Task A_reader_that_comes_and_goes_between_two_replicas_misses_nothing_and_sees_nothing_twice()
    {
        const int count = 400;
        var sub = await system.RegisterAsync(CompanyKind.Subcontractor);
        await Eventually.TrueAsync(async () => (await WithWelcomeAsync(sub)).Count is 1, "the welcome", Cancel);
        var publishing = PublishManyAsync(sub, count);
        var seen = new List<string>();
        string? last = "0";
        for (var turn = 0; seen.Count < count + 1; turn++)
        {
            using var stream = await EventStream.OpenAsync(sub, turn % 2, last, Cancel);
            foreach (var item in await stream.TakeAsync(Math.Min(1 + turn % 23, count + 1 - seen.Count), Cancel))
                seen.Add(last = item.Id);
        }
        await publishing;

        var stored = (await WithWelcomeAsync(sub)).AsEnumerable().Reverse().ToList();
        Assert.Equal(count + 1, stored.Count);
        Assert.Equal(stored, seen);
    }

    [Fact]
    public async Task Without_a_last_id_only_what_comes_from_now_on_is_sent()
    {
        var sub = await system.RegisterAsync(CompanyKind.Subcontractor);
        await system.PublishAsync(new Staged(Guid.NewGuid()).Invited(sub.Id));
        await sub.NewsAsync(1, Cancel);
        await Eventually.TrueAsync(async () => (await WithWelcomeAsync(sub)).Count is 2, "the welcome", Cancel);
        using var stream = await EventStream.OpenAsync(sub, 0, null, Cancel);
        var staged = new Staged(Guid.NewGuid());
        await system.PublishAsync(staged.Invited(sub.Id));
        var item = Assert.Single(await stream.TakeAsync(1, Cancel));
        Assert.Equal(staged.PackageId, item.Data.GetProperty("data").GetProperty("packageId").GetGuid());
        Assert.Equal(item.Id, item.Data.GetProperty("id").GetString());
    }

    [Fact]
    public async Task Another_companys_stream_stays_silent()
    {
        var mine = await system.RegisterAsync(CompanyKind.Subcontractor);
        var other = await system.RegisterAsync(CompanyKind.Subcontractor);
        await Eventually.TrueAsync(async () => (await WithWelcomeAsync(other)).Count is 1, "the welcome", Cancel);
        using var theirs = await EventStream.OpenAsync(other, 0, null, Cancel);
        using var ours = await EventStream.OpenAsync(mine, 0, "0", Cancel);
        var reading = theirs.TakeAsync(1, Cancel);
        await system.PublishAsync(new Staged(Guid.NewGuid()).Invited(mine.Id));
        await ours.TakeAsync(2, Cancel);
        await Task.Delay(500, Cancel);
        Assert.False(reading.IsCompleted);
        await system.PublishAsync(new Staged(Guid.NewGuid()).Invited(other.Id));
        Assert.Equal("invited", Assert.Single(await reading).Data.GetProperty("kind").GetString());
    }

    [Fact]
    public async Task A_silent_stream_beats_every_fifteen_seconds()
    {
        var sub = await system.RegisterAsync(CompanyKind.Subcontractor);
        await Eventually.TrueAsync(async () => (await WithWelcomeAsync(sub)).Count is 1, "the welcome", Cancel);
        var opening = TimeProvider.System.GetTimestamp();
        using var stream = await EventStream.OpenAsync(sub, 0, null, Cancel);
        var reading = stream.TakeAsync(1, Cancel);
        await Eventually.TrueAsync(() => Task.FromResult(stream.Comments > 0), "it beats", Cancel);
        Assert.True(TimeProvider.System.GetElapsedTime(opening) > TimeSpan.FromSeconds(14), "It beat before its time.");
        await system.PublishAsync(new Staged(Guid.NewGuid()).Invited(sub.Id));
        await reading;
    }

    private async Task PublishManyAsync(TestCompany sub, int count)
    {
        var staged = new Staged(Guid.NewGuid());
        var bid = Guid.CreateVersion7();
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Cancel }, async (i, _) =>
        {
            BidRevised revised = staged.Revised(sub.Id, bid, i + 2);
            await system.PublishAsync(revised);
        });
    }

    /// <summary>The ids of all that is stored, newest first.</summary>
    private static async Task<List<string>> WithWelcomeAsync(TestCompany company) =>
        (await company.ListAsync(Cancel)).ConvertAll(item => item.GetProperty("id").GetString()!);
}
