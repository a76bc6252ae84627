using BidForge.Messaging.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace BidForge.Messaging.Tests;

/// <summary>A service whose way to the broker is lost for good ends, to be started anew; one that only has to wait waits.</summary>
public sealed class StuckBusTests(Servers servers)
{
    private static readonly Dictionary<string, string?> Impatient = new() { ["Messaging:StuckSeconds"] = "5", ["Messaging:PublishTimeoutSeconds"] = "1" };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_service_by_whose_connections_nothing_gets_through_ends_though_the_broker_takes_new_ones()
    {
        await using var database = await servers.CreateDatabaseAsync(MessagingSchema.Sql);
        await using var wire = new FreezingWire(servers.RabbitMq);
        await using var service = await Service.StartAsync(
            servers, database, bus => bus.UseDatabase<TestDb>("db").Handle<NoteWritten, NoteHandler>(),
            settings: new(Impatient) { ["ConnectionStrings:rabbitmq"] = wire.ConnectionString });
        await service.PublishAsync();
        await Eventually.TrueAsync(async () => await database.CountAsync("notes") == 1, "it works", Cancel);

        wire.Freeze();
        await service.PublishAsync();

        var ends = service.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        await Eventually.TrueAsync(() => Task.FromResult(ends.IsCancellationRequested), "it ends", Cancel);
        await wire.DisposeAsync(); // Cut at last: a bus says goodbye over each of its connections.
    }

    [Fact]
    public async Task A_service_waits_for_a_broker_that_takes_nothing_for_want_of_memory()
    {
        await using var database = await servers.CreateDatabaseAsync(MessagingSchema.Sql);
        await using var service = await Service.StartAsync(
            servers, database, bus => bus.UseDatabase<TestDb>("db").Handle<NoteWritten, NoteHandler>(), settings: Impatient);
        await BrokerMemory.ExhaustAsync(servers);
        try
        {
            await service.PublishAsync();
            // Twice as long as it has patience with a broker that is willing.
            await Task.Delay(TimeSpan.FromSeconds(10), Cancel);

            Assert.False(service.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested);
            Assert.Equal(0, await database.CountAsync("notes"));
        }
        finally
        {
            await BrokerMemory.GiveBackAsync(servers);
        }

        await Eventually.TrueAsync(async () => await database.CountAsync("notes") == 1, "the event came once there was memory", Cancel);
    }
}
