using Aspire.Hosting.Testing;
using BidForge.Messaging.Tests.Support;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BidForge.Messaging.Tests;

public sealed class BrokerAwayTests(Servers servers)
{
    [Fact]
    public async Task Commits_go_on_without_the_broker_and_every_event_has_its_effect_once_when_it_is_back()
    {
        await using var database = await servers.CreateDatabaseAsync(MessagingSchema.Sql);
        await using var service = await Service.StartAsync(
            servers, database, bus => bus.UseDatabase<TestDb>("db").Handle<NoteWritten, NoteHandler>().Handle<NoteCopied, CopyHandler>());
        var before = await PublishAsync(service, 50);

        await using var outage = await Outage.OfAsync(servers, "rabbitmq");
        var during = await PublishAsync(service, 50);
        await Eventually.TrueAsync(async () => await RabbitAsync(service) == HealthStatus.Degraded, "health says so", TestContext.Current.CancellationToken);
        Assert.True(await database.CountAsync("outbox") >= 50);
        await outage.EndAsync();
        var after = await PublishAsync(service, 50);

        await Eventually.TrueAsync(async () => await database.CountAsync("notes where handler = 'CopyHandler'") == 150, "all effects", TestContext.Current.CancellationToken);
        Assert.Equal(
            Enumerable.Order([.. before, .. during, .. after]),
            (await database.ListAsync<Guid>("select id from notes where handler = 'NoteHandler'")).Order());
        Assert.Equal(300, await database.CountAsync("notes"));
        await Eventually.TrueAsync(async () => await database.CountAsync("outbox") == 0, "the outbox is empty", TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(async () => await RabbitAsync(service) == HealthStatus.Healthy, "health says so", TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_service_starts_without_the_broker_and_its_events_flow_once_it_is_there()
    {
        await using var outage = await Outage.OfAsync(servers, "rabbitmq");
        await using var database = await servers.CreateDatabaseAsync(MessagingSchema.Sql);
        await using var service = await Service.StartAsync(
            servers, database, bus => bus.UseDatabase<TestDb>("db").Handle<NoteWritten, NoteHandler>(), startWaitSeconds: 3);
        await service.PublishAsync();

        await outage.EndAsync();

        await Eventually.TrueAsync(async () => await database.CountAsync("notes where handler = 'NoteHandler'") == 1, "handled", TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_service_that_only_publishes_knows_whether_the_broker_is_there()
    {
        await using var database = await servers.CreateDatabaseAsync(MessagingSchema.Sql);
        await using var service = await Service.StartAsync(servers, database, bus => bus.UseDatabase<TestDb>("db"));
        await Eventually.TrueAsync(async () => await RabbitAsync(service) == HealthStatus.Healthy, "connected", TestContext.Current.CancellationToken);

        await using var outage = await Outage.OfAsync(servers, "rabbitmq");
        await Eventually.TrueAsync(async () => await RabbitAsync(service) == HealthStatus.Degraded, "health says so", TestContext.Current.CancellationToken);
        await service.PublishAsync();
        await outage.EndAsync();

        await Eventually.TrueAsync(async () => await database.CountAsync("outbox") == 0, "published", TestContext.Current.CancellationToken);
        Assert.Equal(HealthStatus.Healthy, await RabbitAsync(service));
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

    private static async Task<HealthStatus> RabbitAsync(Service service) => (await service.HealthAsync()).Entries["rabbitmq"].Status;

    private static async Task<List<Guid>> PublishAsync(Service service, int count)
    {
        var ids = new List<Guid>();
        for (var i = 0; i < count; i++) ids.Add(await service.PublishAsync());
        return ids;
    }
}
