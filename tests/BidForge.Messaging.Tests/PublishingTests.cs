using BidForge.Messaging.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace BidForge.Messaging.Tests;

public sealed class PublishingTests(Servers servers)
{
    [Fact]
    public async Task A_service_may_be_stopped_twice()
    {
        await using var database = await servers.CreateDatabaseAsync(MessagingSchema.Sql);
        await using var service = await Service.StartAsync(servers, database, bus => bus.UseDatabase<TestDb>("db"));

        await service.StopAsync();
        await service.StopAsync();
    }

    [Fact]
    public async Task What_a_service_hosts_may_be_stopped_after_the_service_is_gone()
    {
        await using var database = await servers.CreateDatabaseAsync(MessagingSchema.Sql);
        var service = await Service.StartAsync(servers, database, bus => bus.UseDatabase<TestDb>("db"));
        var hosted = service.Services.GetServices<IHostedService>().ToList();

        await service.DisposeAsync();

        foreach (var one in hosted) await one.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task An_event_of_a_committed_transaction_reaches_its_handler_once()
    {
        await using var database = await servers.CreateDatabaseAsync(MessagingSchema.Sql);
        await using var service = await Service.StartAsync(servers, database, bus => bus.UseDatabase<TestDb>("db").Handle<NoteWritten, NoteHandler>());

        var id = await service.PublishAsync("a note");

        await Eventually.TrueAsync(async () => await database.CountAsync("notes") == 1 && await database.CountAsync("outbox") == 0, "handled", TestContext.Current.CancellationToken);
        var seen = Assert.Single(service.Behaviour.Seen);
        Assert.Equal(new NoteWritten(id, "a note", 12.3400m, Weather.HeavyRain), seen);
        Assert.Equal("12.3400", seen.Amount.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task An_event_of_a_transaction_that_rolls_back_is_never_published()
    {
        await using var database = await servers.CreateDatabaseAsync(MessagingSchema.Sql);
        await using var service = await Service.StartAsync(servers, database, bus => bus.UseDatabase<TestDb>("db").Handle<NoteWritten, NoteHandler>());

        await service.UseAsync(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.AddEvent(new NoteWritten(Guid.CreateVersion7(), "never", 1, Weather.Fine));
            await db.SaveChangesAsync();
        });
        var later = await service.PublishAsync("later");

        await Eventually.TrueAsync(async () => await database.CountAsync("notes") == 1, "the later event", TestContext.Current.CancellationToken);
        Assert.Equal(later, Assert.Single(await database.ListAsync<Guid>("select id from notes")));
        Assert.Equal("later", Assert.Single(service.Behaviour.Seen).Text);
    }

    [Fact]
    public async Task Two_replicas_with_one_outbox_publish_each_event_once()
    {
        await using var database = await servers.CreateDatabaseAsync(MessagingSchema.Sql);
        await using var broker = await Broker.ConnectAsync(servers);
        var copies = await broker.ListenAsync<NoteWritten>();
        await using var first = await Service.StartAsync(servers, database, bus => bus.UseDatabase<TestDb>("db"));
        await using var second = await Service.StartAsync(servers, database, bus => bus.UseDatabase<TestDb>("db"), first.Name);

        var ids = await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => (i % 2 == 0 ? first : second).PublishAsync()));

        await Eventually.TrueAsync(async () => await database.CountAsync("outbox") == 0, "the outbox is empty", TestContext.Current.CancellationToken);
        var published = await broker.TakeAllAsync(copies);
        Assert.Equal(ids.Length, published.Count);
        Assert.Equal(ids.Length, published.Select(message => message.BasicProperties.MessageId).Distinct().Count());
    }

    [Fact]
    public async Task The_message_carries_the_id_of_its_outbox_row()
    {
        await using var database = await servers.CreateDatabaseAsync(MessagingSchema.Sql);
        await using var broker = await Broker.ConnectAsync(servers);
        var copies = await broker.ListenAsync<NoteWritten>();
        await using var writer = await Service.StartAsync(servers, database, bus => bus.Handle<NoteWritten, NoteHandler>().UseDatabase<TestDb>("db"));

        await writer.PublishAsync();

        await Eventually.TrueAsync(async () => await database.CountAsync("inbox") == 1, "handled", TestContext.Current.CancellationToken);
        var message = await broker.TakeAsync(copies);
        Assert.Equal(Guid.Parse(message.BasicProperties.MessageId!), Assert.Single(await database.ListAsync<Guid>("select message_id from inbox")));
    }

    [Fact]
    public async Task An_event_is_handled_because_it_was_written_and_not_at_the_next_poll()
    {
        await using var database = await servers.CreateDatabaseAsync(MessagingSchema.Sql);
        var rare = Options.Create(new MessagingOptions { RelayPollMilliseconds = 60_000 });
        await using var service = await Service.StartAsync(
            servers, database, bus => bus.UseDatabase<TestDb>("db").Handle<NoteWritten, NoteHandler>(), services: services => services.AddSingleton(rare));

        var started = TimeProvider.System.GetTimestamp();
        for (var i = 1; i <= 10; i++)
        {
            var handled = i;
            await service.PublishAsync();
            await Eventually.TrueAsync(() => Task.FromResult(service.Behaviour.Seen.Count == handled), "handled", TestContext.Current.CancellationToken);
        }
        // Ten polls would have been ten minutes.
        Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromMinutes(5), "The relay was not woken.");
    }

    [Fact]
    public async Task A_relay_whose_sessions_are_shared_publishes_without_keeping_one()
    {
        await using var database = await servers.CreateDatabaseAsync(MessagingSchema.Sql);
        var shared = Options.Create(new MessagingOptions { RelayListens = false, RelayPollMilliseconds = 100 });
        await using var service = await Service.StartAsync(
            servers, database, bus => bus.UseDatabase<TestDb>("db").Handle<NoteWritten, NoteHandler>(), services: services => services.AddSingleton(shared));

        for (var i = 1; i <= 3; i++)
        {
            var handled = i;
            await service.PublishAsync();
            await Eventually.TrueAsync(() => Task.FromResult(service.Behaviour.Seen.Count == handled), "handled", TestContext.Current.CancellationToken);
            // A relay that lies down holds its lock exclusively; a handler that still commits shares it.
            Assert.Equal(0, await database.CountAsync(
                "pg_locks where locktype = 'advisory' and mode = 'ExclusiveLock' and database = (select oid from pg_database where datname = current_database())"));
        }
    }

    [Fact]
    public async Task A_row_of_a_type_that_this_version_does_not_know_stays_and_holds_nothing_up()
    {
        await using var database = await servers.CreateDatabaseAsync(MessagingSchema.Sql);
        await database.ExecuteAsync("insert into outbox (message_id, type, body) values (gen_random_uuid(), 'BidForge.Contracts.FromTheFuture', '{}')");
        await using var service = await Service.StartAsync(servers, database, bus => bus.UseDatabase<TestDb>("db").Handle<NoteWritten, NoteHandler>());

        await service.PublishAsync();

        await Eventually.TrueAsync(async () => await database.CountAsync("notes where handler = 'NoteHandler'") == 1, "the known one", TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(async () => await database.CountAsync("outbox") == 1, "only the unknown one waits", TestContext.Current.CancellationToken);
    }
}
