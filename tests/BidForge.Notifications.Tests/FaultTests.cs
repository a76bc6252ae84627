using Aspire.Hosting.Testing;
using BidForge.Contracts;

namespace BidForge.Notifications.Tests;

[Collection(nameof(Alone))]
public sealed class FaultTests(NotificationSystem system)
{
    private const int Events = 120;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Replicas_killed_while_events_arrive_lose_none_and_tell_none_twice()
    {
        var sub = await system.RegisterAsync(CompanyKind.Subcontractor);
        var publishing = PublishAsync(sub);
        await Task.Delay(150, Cancel);
        await system.App.KillResourceAsync("notification");
        await publishing;
        await system.App.ResourceNotifications.WaitForResourceHealthyAsync("notification", Cancel);
        await EverythingAsync(sub);
    }

    [Fact]
    public async Task A_reader_whose_database_died_resumes_where_it_was()
    {
        var sub = await system.RegisterAsync(CompanyKind.Subcontractor);
        using var stream = await EventStream.OpenAsync(sub, 0, "0", Cancel);
        var last = (await stream.TakeAsync(1, Cancel))[0].Id;
        await system.App.KillResourceAsync("postgres");
        await PublishAsync(sub);
        await system.App.ResourceNotifications.WaitForResourceHealthyAsync("postgres", Cancel);
        await system.App.ResourceNotifications.WaitForResourceHealthyAsync("notification", Cancel);
        await EverythingAsync(sub);

        using var resumed = await EventStream.OpenAsync(sub, 1, last, Cancel);
        var seen = await resumed.TakeAsync(Events, Cancel);
        Assert.Equal(Events, seen.Select(item => item.Id).Distinct().Count());
        Assert.DoesNotContain(last, seen.Select(item => item.Id));
    }

    private async Task PublishAsync(TestCompany sub)
    {
        var staged = new Staged(Guid.NewGuid());
        var bid = Guid.CreateVersion7();
        for (var i = 0; i < Events; i++)
            await system.PublishAsync(staged.Revised(sub.Id, bid, i + 2));
    }

    private static async Task EverythingAsync(TestCompany sub)
    {
        var news = await sub.NewsAsync(Events, Cancel);
        Assert.Equal(Events, news.Select(item => item.GetProperty("id").GetGuid()).Distinct().Count());
    }
}
