using System.Text;
using BidForge.Messaging.Tests.Support;
using RabbitMQ.Client;

namespace BidForge.Messaging.Tests;

public sealed class FailingTests(Servers servers)
{
    private const int Always = 1_000;

    [Fact]
    public async Task A_handler_that_fails_three_times_leaves_one_effect_when_it_succeeds()
    {
        await using var database = await servers.CreateDatabaseAsync(MessagingSchema.Sql);
        await using var service = await StartAsync(database);
        service.Behaviour.Failures = 3;

        await service.PublishAsync();

        await Eventually.TrueAsync(async () => await database.CountAsync("notes where handler = 'NoteHandler'") == 1, "the fourth attempt", TestContext.Current.CancellationToken);
        Assert.Equal(4, service.Behaviour.Seen.Count);
        Assert.Equal(1, await database.CountAsync("inbox where handler like '%NoteHandler'"));
    }

    [Fact]
    public async Task A_message_that_fails_longer_rests_and_comes_back()
    {
        await using var database = await servers.CreateDatabaseAsync(MessagingSchema.Sql);
        await using var service = await StartAsync(database);
        service.Behaviour.Failures = 5;

        await service.PublishAsync();

        await Eventually.TrueAsync(async () => await database.CountAsync("notes where handler = 'NoteHandler'") == 1, "the sixth attempt", TestContext.Current.CancellationToken);
        Assert.Equal(6, service.Behaviour.Seen.Count);
    }

    [Fact]
    public async Task A_message_that_always_fails_ends_in_the_error_queue_and_works_when_replayed()
    {
        await using var database = await servers.CreateDatabaseAsync(MessagingSchema.Sql);
        await using var service = await StartAsync(database);
        await using var broker = await Broker.ConnectAsync(servers);
        service.Behaviour.Failures = Always;

        var id = await service.PublishAsync();

        await Eventually.TrueAsync(async () => await broker.CountAsync($"{service.Name}_error") == 1, "in the error queue", TestContext.Current.CancellationToken);
        Assert.Equal(0, await database.CountAsync("notes"));
        Assert.Equal(0, await database.CountAsync("inbox"));

        var failed = await broker.TakeAsync($"{service.Name}_error");
        Assert.Equal("told to fail", Header(failed, "MT-Fault-Message"));
        Assert.Equal("System.InvalidOperationException", Header(failed, "MT-Fault-ExceptionType"));
        Assert.NotNull(failed.BasicProperties.MessageId);

        service.Behaviour.Failures = 0;
        await broker.PutAsync(service.Name, new BasicProperties(failed.BasicProperties), failed.Body);
        await Eventually.TrueAsync(async () => await database.CountAsync("notes where handler = 'NoteHandler'") == 1, "the replay", TestContext.Current.CancellationToken);
        Assert.Equal(id, Assert.Single(await database.ListAsync<Guid>("select id from notes where handler = 'NoteHandler'")));
    }

    [Fact]
    public async Task Bytes_that_are_no_message_end_in_the_error_queue_and_later_messages_are_handled()
    {
        await using var database = await servers.CreateDatabaseAsync(MessagingSchema.Sql);
        await using var service = await StartAsync(database);
        await using var broker = await Broker.ConnectAsync(servers);

        await broker.PutAsync(service.Name, new BasicProperties { ContentType = "application/vnd.masstransit+json" }, "not json"u8.ToArray());
        await service.PublishAsync();

        await Eventually.TrueAsync(async () => await broker.CountAsync($"{service.Name}_error") == 1, "in the error queue", TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(async () => await database.CountAsync("notes where handler = 'NoteHandler'") == 1, "the later message", TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_message_that_nobody_here_handles_is_kept_where_ops_see_it()
    {
        await using var database = await servers.CreateDatabaseAsync(MessagingSchema.Sql);
        await using var service = await StartAsync(database);
        await using var broker = await Broker.ConnectAsync(servers);

        var stranger = """{"messageId":"01a1fbe9-5381-786b-a226-13649ecb452f","messageType":["urn:message:Elsewhere:Event"],"message":{}}""";
        await broker.PutAsync(service.Name, new BasicProperties { ContentType = "application/vnd.masstransit+json" }, Encoding.UTF8.GetBytes(stranger));

        await Eventually.TrueAsync(async () => await broker.CountAsync($"{service.Name}_skipped") == 1, "in the skipped queue", TestContext.Current.CancellationToken);
    }

    private static string? Header(BasicGetResult message, string name) =>
        message.BasicProperties.Headers?.TryGetValue(name, out var value) == true ? Encoding.UTF8.GetString((byte[])value!) : null;

    private Task<Service> StartAsync(Database database) =>
        Service.StartAsync(servers, database, bus => bus.UseDatabase<TestDb>("db").Handle<NoteWritten, NoteHandler>());
}
