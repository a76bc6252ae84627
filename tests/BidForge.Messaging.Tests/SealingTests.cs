using System.Text;
using BidForge.Messaging.Sealing;
using BidForge.Messaging.Tests.Support;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;

namespace BidForge.Messaging.Tests;

/// <summary>What is sealed on the bus is read by its handlers and by nobody who looks into the broker.</summary>
public sealed class SealingTests(Servers servers)
{
    private const string Secret = "the first secret of 32 characters or more";
    private const string Newer = "the second secret of 32 characters or more";

    [Fact]
    public async Task A_sealed_event_reaches_its_handler_and_shows_nothing_of_itself_in_the_queue()
    {
        await using var database = await servers.CreateDatabaseAsync(MessagingSchema.Sql);
        await using var broker = await Broker.ConnectAsync(servers);
        var copies = await broker.ListenAsync<SecretTold>();
        await using var service = await StartAsync(database, Secret);

        var id = await TellAsync(service, "Harbor Tower");

        await Eventually.TrueAsync(async () => await database.CountAsync("notes where text = 'Harbor Tower'") == 1, "handled", TestContext.Current.CancellationToken);
        var copy = await broker.TakeAsync(copies);
        AssertShowsNothing(copy, id, "Harbor Tower");
        Assert.Equal(new SealKeys(Secret).CurrentId, Text(copy.BasicProperties.Headers![SealKeys.Header]));
        Assert.Equal("", copy.RoutingKey);
    }

    [Fact]
    public async Task One_secret_seals_no_two_messages_alike()
    {
        await using var database = await servers.CreateDatabaseAsync(MessagingSchema.Sql);
        await using var broker = await Broker.ConnectAsync(servers);
        var copies = await broker.ListenAsync<SecretTold>();
        await using var service = await StartAsync(database, Secret);
        foreach (var _ in Enumerable.Range(0, 3))
            await TellAsync(service, "Harbor Tower");
        await Eventually.TrueAsync(async () => await broker.CountAsync(copies) == 3, "published", TestContext.Current.CancellationToken);
        Assert.Equal(3, (await broker.TakeAllAsync(copies)).Select(copy => Convert.ToHexString(copy.Body.Span[..32])).Distinct().Count());
    }

    [Fact]
    public async Task While_secrets_rotate_both_are_read()
    {
        await using var database = await servers.CreateDatabaseAsync(MessagingSchema.Sql);
        await using var elsewhere = await servers.CreateDatabaseAsync(MessagingSchema.Sql);
        await using var old = await StartAsync(elsewhere, Secret, handles: false);
        await using var rotated = await StartAsync(database, $"{Newer},{Secret}");
        await TellAsync(old, "under the old");
        await TellAsync(rotated, "under the new");
        await Eventually.TrueAsync(async () => await database.CountAsync("notes") == 2, "both are handled", TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task What_cannot_be_opened_rests_sealed_in_the_error_queue_and_is_handled_once_the_secret_is_there()
    {
        await using var database = await servers.CreateDatabaseAsync(MessagingSchema.Sql);
        await using var broker = await Broker.ConnectAsync(servers);
        var name = $"t{Guid.NewGuid():n}";
        BasicGetResult failed;
        Guid id;
        await using (await StartAsync(database, Newer, name))
        {
            await using var elsewhere = await servers.CreateDatabaseAsync(MessagingSchema.Sql);
            await using var publisher = await StartAsync(elsewhere, Secret, handles: false);
            id = await TellAsync(publisher, "Harbor Tower");
            await Eventually.TrueAsync(async () => await broker.CountAsync($"{name}_error") == 1, "in the error queue", TestContext.Current.CancellationToken);
            failed = await broker.TakeAsync($"{name}_error");
        }
        AssertShowsNothing(failed, id, "Harbor Tower");
        Assert.Contains("not among Messaging:SealKeys", Text(failed.BasicProperties.Headers!["MT-Fault-Message"]));

        await using var again = await StartAsync(database, $"{Newer},{Secret}", name);
        await broker.PutAsync(name, new BasicProperties(failed.BasicProperties), failed.Body);
        await Eventually.TrueAsync(async () => await database.CountAsync("notes where text = 'Harbor Tower'") == 1, "handled", TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_sealed_event_whose_handler_fails_stays_sealed_while_it_rests_and_in_the_error_queue()
    {
        await using var database = await servers.CreateDatabaseAsync(MessagingSchema.Sql);
        await using var broker = await Broker.ConnectAsync(servers);
        await using var service = await StartAsync(database, Secret);
        service.Behaviour.Failures = 1_000;
        var id = await TellAsync(service, "Harbor Tower");
        await Eventually.TrueAsync(async () => await broker.CountAsync($"{service.Name}_error") == 1, "in the error queue", TestContext.Current.CancellationToken);
        AssertShowsNothing(await broker.TakeAsync($"{service.Name}_error"), id, "Harbor Tower");
    }

    [Fact]
    public async Task A_service_that_handles_sealed_events_does_not_start_without_a_secret_nor_with_a_short_one()
    {
        await using var database = await servers.CreateDatabaseAsync(MessagingSchema.Sql);
        Assert.Contains("SealKeys is missing", (await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(database, null))).Message);
        Assert.Contains("32 characters", (await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(database, "short"))).Message);
    }

    private static void AssertShowsNothing(BasicGetResult message, Guid id, string text)
    {
        var headers = message.BasicProperties.Headers!.Select(header => $"{header.Key}={Text(header.Value)}");
        var body = Encoding.UTF8.GetString(message.Body.Span);
        var visible = $"{message.RoutingKey} {body} {string.Join(' ', headers)}";
        Assert.DoesNotContain(id.ToString(), visible, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(text, visible, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("messageType", body, StringComparison.OrdinalIgnoreCase);
    }

    private static string? Text(object? header) => header is byte[] bytes ? Encoding.UTF8.GetString(bytes) : header?.ToString();

    private Task<Service> StartAsync(Database database, string? secrets, string? name = null, bool handles = true) => Service.StartAsync(
        servers, database, bus =>
        {
            bus.UseDatabase<TestDb>("db");
            if (handles)
                bus.Handle<SecretTold, SecretHandler>();
        }, name, sealKeys: secrets);

    private static async Task<Guid> TellAsync(Service service, string text)
    {
        var id = Guid.CreateVersion7();
        await service.UseAsync(async db =>
        {
            db.AddEvent(new SecretTold(id, text));
            await db.SaveChangesAsync();
        });
        return id;
    }
}
