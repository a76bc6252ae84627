using BidForge.Messaging.Inbox;
using BidForge.Messaging.Tests.Support;
using RabbitMQ.Client;

namespace BidForge.Messaging.Tests;

public sealed class InboxTests(Servers servers)
{
    [Fact]
    public async Task A_message_that_arrives_five_times_at_once_has_one_effect_and_publishes_one_event()
    {
        await using var database = await servers.CreateDatabaseAsync(MessagingSchema.Sql);
        await using var broker = await Broker.ConnectAsync(servers);
        var written = await broker.ListenAsync<NoteWritten>();
        var copied = await broker.ListenAsync<NoteCopied>();
        await using var service = await Service.StartAsync(servers, database, bus => bus.UseDatabase<TestDb>("db").Handle<NoteWritten, NoteHandler>());
        await service.PublishAsync();
        await Eventually.TrueAsync(async () => await database.CountAsync("notes") == 1, "handled", TestContext.Current.CancellationToken);

        var message = await broker.TakeAsync(written);
        await database.ExecuteAsync("delete from notes; delete from inbox");
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ =>
            broker.PutAsync(service.Name, new BasicProperties(message.BasicProperties), message.Body.ToArray()).AsTask()));
        await service.PublishAsync("last");

        await Eventually.TrueAsync(async () => await database.CountAsync("inbox") == 2, "both are handled", TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(async () => await broker.CountAsync(service.Name) == 0 && await database.CountAsync("outbox") == 0, "all taken", TestContext.Current.CancellationToken);
        // What it has in hand is handled, too, before it has stopped.
        await service.StopAsync();
        Assert.Equal(0, await database.CountAsync("outbox"));
        Assert.Equal(2, await database.CountAsync("notes"));
        Assert.Equal(3, (await broker.TakeAllAsync(copied)).Count);
    }

    [Fact]
    public async Task Marks_older_than_a_week_are_dropped_and_younger_ones_stay()
    {
        await using var database = await servers.CreateDatabaseAsync(MessagingSchema.Sql);
        await database.ExecuteAsync(
            """
            insert into inbox select gen_random_uuid(), 'h', clock_timestamp() - interval '8 days' from generate_series(1, 1500);
            insert into inbox select gen_random_uuid(), 'h', clock_timestamp() - interval '6 days' from generate_series(1, 10);
            """);

        Assert.Equal(1000, await InboxCleaner.CleanAsync(new("inbox", database.Source), 7, TestContext.Current.CancellationToken));
        Assert.Equal(500, await InboxCleaner.CleanAsync(new("inbox", database.Source), 7, TestContext.Current.CancellationToken));
        Assert.Equal(10, await database.CountAsync("inbox"));
    }

    [Fact]
    public async Task A_database_that_is_away_puts_no_message_in_the_error_queue()
    {
        await using var own = await servers.CreateDatabaseAsync(MessagingSchema.Sql);
        await using var other = await servers.CreateDatabaseAsync(MessagingSchema.Sql, "postgres1");
        await using var broker = await Broker.ConnectAsync(servers);
        await using var publisher = await Service.StartAsync(servers, own, bus => bus.UseDatabase<TestDb>("db"));
        await using var consumer = await Service.StartAsync(servers, other, bus => bus.UseDatabase<TestDb>("db").Handle<NoteWritten, NoteHandler>());
        await using var outage = await Outage.OfAsync(servers, "postgres1");

        for (var i = 0; i < 20; i++) await publisher.PublishAsync();
        await Eventually.TrueAsync(async () => await own.CountAsync("outbox") == 0, "all are on their way", TestContext.Current.CancellationToken);
        await Task.Delay(TimeSpan.FromSeconds(6), TestContext.Current.CancellationToken);
        await outage.EndAsync();

        await Eventually.TrueAsync(async () => await other.CountAsync("notes") == 20, "all effects once the database is back", TestContext.Current.CancellationToken);
        Assert.Equal(0u, await broker.CountAsync($"{consumer.Name}_error"));
    }
}
