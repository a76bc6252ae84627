using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;
using BidForge.Contracts.Files;
using MassTransit;

namespace BidForge.Files.Tests.Support;

/// <summary>Tells the events of other services and hears those of the file service, over the real broker.</summary>
internal sealed class TestBus : IAsyncDisposable
{
    private readonly IBusControl bus;
    private readonly ConcurrentDictionary<Guid, FileStored> stored;

    private TestBus(IBusControl bus, ConcurrentDictionary<Guid, FileStored> stored) => (this.bus, this.stored) = (bus, stored);

    public static async Task<TestBus> StartAsync(string address)
    {
        var stored = new ConcurrentDictionary<Guid, FileStored>();
        var bus = MassTransit.Bus.Factory.CreateUsingRabbitMq(rabbit =>
        {
            rabbit.Host(new Uri(address));
            rabbit.ConfigureJsonSerializerOptions(options =>
            {
                options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
                return options;
            });
            rabbit.ReceiveEndpoint("file-tests", endpoint => endpoint.Handler<FileStored>(context =>
            {
                stored[context.Message.FileId] = context.Message;
                return Task.CompletedTask;
            }));
        });
        await bus.StartAsync();
        return new(bus, stored);
    }

    public Task TellAsync<T>(T message, CancellationToken cancellationToken)
        where T : class => bus.Publish(message, cancellationToken);

    public FileStored? Heard(Guid fileId) => stored.GetValueOrDefault(fileId);

    public async ValueTask DisposeAsync() => await bus.StopAsync();
}
