using Aspire.Hosting.Testing;
using BidForge.Messaging.Tests.Support;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BidForge.Messaging.Tests;

public sealed class BrokerAwayTests(Servers servers)
{
    [Fact]
    public async Task Commits_go_on_without_the_broker_services_start_without_it_and_every_event_has_its_effect_once_when_it_is_back()
    {
        await using var database = await servers.CreateDatabaseAsync(MessagingSchema.Sql);
        await using var service = await Service.StartAsync(
            servers, database, bus => bus.UseDatabase<TestDb>("db").Handle<NoteWritten, NoteHandler>().Handle<NoteCopied, CopyHandler>());
        await using var other = await servers.CreateDatabaseAsync(MessagingSchema.Sql);
        await using var publisher = await Service.StartAsync(servers, other, bus => bus.UseDatabase<TestDb>("db"));
        await IsAsync(service, HealthStatus.Healthy);
        await IsAsync(publisher, HealthStatus.Healthy);
        var before = await PublishAsync(service, 50);

        await using var outage = await Outage.OfAsync(servers, "rabbitmq");
        var during = await PublishAsync(service, 50);
        await IsAsync(service, HealthStatus.Degraded);
        // One that only publishes knows it, too.
        await IsAsync(publisher, HealthStatus.Degraded);
        var published = await publisher.PublishAsync();
        Assert.True(await database.CountAsync("outbox") >= 50);
        await using var third = await servers.CreateDatabaseAsync(MessagingSchema.Sql);
        await using var late = await Service.StartAsync(servers, third, bus => bus.UseDatabase<TestDb>("db").Handle<NoteCopied, CopyHandler>(), startWaitSeconds: 3);
        var early = new NoteCopied(Guid.CreateVersion7(), Guid.CreateVersion7());
        await late.UseAsync(async db =>
        {
            db.AddEvent(early);
            await db.SaveChangesAsync();
        });
        await outage.EndAsync();
        var after = await PublishAsync(service, 50);

        // Its own, the publisher's one, and the copy that the late service told of.
        await Eventually.TrueAsync(async () => await database.CountAsync("notes where handler = 'CopyHandler'") == 152, "all effects", TestContext.Current.CancellationToken);
        Assert.Equal(
            Enumerable.Order([.. before, .. during, .. after, published]),
            (await database.ListAsync<Guid>("select id from notes where handler = 'NoteHandler'")).Order());
        Assert.Equal(151 + 152, await database.CountAsync("notes"));
        await Eventually.TrueAsync(async () => await third.CountAsync($"notes where id = '{early.CopyOf}'") == 1, "the late service handles events", TestContext.Current.CancellationToken);
        foreach (var outbox in new[] { database, other, third })
            await Eventually.TrueAsync(async () => await outbox.CountAsync("outbox") == 0, "the outbox is empty", TestContext.Current.CancellationToken);
        await IsAsync(service, HealthStatus.Healthy);
        await IsAsync(publisher, HealthStatus.Healthy);
    }

    [Fact]
    public async Task Messages_that_rest_while_the_broker_is_killed_come_back()
    {
        await using var own = await servers.CreateDatabaseAsync(MessagingSchema.Sql);
        await using var other = await servers.CreateDatabaseAsync(MessagingSchema.Sql, "postgres1");
        await using var publisher = await Service.StartAsync(servers, own, bus => bus.UseDatabase<TestDb>("db"));
        await using var consumer = await Service.StartAsync(servers, other, bus => bus.UseDatabase<TestDb>("db").Handle<NoteWritten, NoteHandler>());
        await using var outage = await Outage.OfAsync(servers, "postgres1");
        for (var i = 0; i < 20; i++) await publisher.PublishAsync();
        await Eventually.TrueAsync(async () => await own.CountAsync("outbox") == 0, "all are on their way", TestContext.Current.CancellationToken);
        await Task.Delay(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);

        await servers.App.KillResourceAsync("rabbitmq");
        await outage.EndAsync();

        await Eventually.TrueAsync(async () => await other.CountAsync("notes") == 20, "all effects", TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Messages_rest_again_after_somebody_deleted_the_queue_that_they_rest_in()
    {
        await using var database = await servers.CreateDatabaseAsync(MessagingSchema.Sql);
        await using var broker = await Broker.ConnectAsync(servers);
        await using var service = await Service.StartAsync(servers, database, bus => bus.UseDatabase<TestDb>("db").Handle<NoteWritten, NoteHandler>());
        await service.PublishAsync();
        await Eventually.TrueAsync(async () => await database.CountAsync("notes") == 1, "it works", TestContext.Current.CancellationToken);
        await broker.DeleteAsync($"{service.Name}_rest");

        // Longer than the quick tries last: it rests once.
        service.Behaviour.Failures = 5;
        await service.PublishAsync();

        await Eventually.TrueAsync(async () => await database.CountAsync("notes") == 2, "it came back from its rest", TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task On_a_fresh_broker_nothing_is_published_before_a_named_subscriber_has_its_queue()
    {
        await using var own = await servers.CreateDatabaseAsync(MessagingSchema.Sql);
        await using var other = await servers.CreateDatabaseAsync(MessagingSchema.Sql);
        var subscriber = $"t{Guid.NewGuid():n}";
        await using var publisher = await Service.StartAsync(servers, own, bus => bus.UseDatabase<TestDb>("db"), subscribers: subscriber);
        await publisher.PublishAsync();
        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
        Assert.Equal(1, await own.CountAsync("outbox"));

        await using var late = await Service.StartAsync(
            servers, other, bus => bus.UseDatabase<TestDb>("db").Handle<NoteWritten, NoteHandler>(), subscriber);

        await Eventually.TrueAsync(async () => await other.CountAsync("notes where handler = 'NoteHandler'") == 1, "the early event reached it", TestContext.Current.CancellationToken);
    }

    private static Task IsAsync(Service service, HealthStatus status) => Eventually.TrueAsync(
        async () => (await service.HealthAsync()).Entries["rabbitmq"].Status == status, $"health says {status}", TestContext.Current.CancellationToken);

    private static async Task<List<Guid>> PublishAsync(Service service, int count)
    {
        var ids = new List<Guid>();
        for (var i = 0; i < count; i++) ids.Add(await service.PublishAsync());
        return ids;
    }
}
