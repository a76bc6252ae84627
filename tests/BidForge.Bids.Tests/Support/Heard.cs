using System.Collections.Concurrent;
using BidForge.Contracts.Bids;
using BidForge.Messaging.Sealing;
using BidForge.Testing.Marketplace;
using MassTransit;

namespace BidForge.Bids.Tests.Support;

/// <summary>What the service says on the bus, heard by a queue of the test's own.</summary>
public sealed class Heard : IAsyncDisposable
{
    public const string SealKeys = "of the tests: sealed on the bus for 32 characters or more";

    private readonly ConcurrentQueue<object> messages = new();
    private readonly ConcurrentDictionary<Guid, bool> ids = new();
    private IBusControl bus = null!;

    public static async Task<Heard> StartAsync(string broker)
    {
        var heard = new Heard();
        heard.bus = Bus.Factory.CreateUsingRabbitMq(rabbit =>
        {
            rabbit.Host(new Uri(broker));
            rabbit.ReadSealedEvents(new(SealKeys));
            rabbit.ReceiveEndpoint(new TemporaryEndpointDefinition(), endpoint =>
            {
                endpoint.Handler<BidSubmitted>(heard.KeepAsync);
                endpoint.Handler<BidRevised>(heard.KeepAsync);
                endpoint.Handler<BidWithdrawn>(heard.KeepAsync);
                endpoint.Handler<BidsOpened>(heard.KeepAsync);
                endpoint.Handler<BidViewed>(heard.KeepAsync);
                endpoint.Handler<PackageAwarded>(heard.KeepAsync);
                endpoint.Handler<BidNotSelected>(heard.KeepAsync);
                endpoint.Handler<AwardUndone>(heard.KeepAsync);
            });
        });
        await heard.bus.StartAsync();
        return heard;
    }

    public IEnumerable<T> All<T>(Func<T, bool> mine) => messages.OfType<T>().Where(mine);

    /// <summary>Waits until <paramref name="count"/> of them came.</summary>
    public async Task<List<T>> WaitAsync<T>(Func<T, bool> mine, int count = 1)
    {
        await Eventually.TrueAsync(() => Task.FromResult(All(mine).Count() >= count), $"{count} {typeof(T).Name} came", default);
        return [.. All(mine)];
    }

    public async ValueTask DisposeAsync() => await bus.StopAsync();

    // A relay that ends between the broker's confirmation and its own commit publishes again, under the same id: whoever listens has to know that.
    private Task KeepAsync<T>(ConsumeContext<T> context) where T : class
    {
        if (ids.TryAdd(context.MessageId!.Value, true))
            messages.Enqueue(context.Message);
        return Task.CompletedTask;
    }
}
