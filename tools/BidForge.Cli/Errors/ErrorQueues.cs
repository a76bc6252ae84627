using System.Globalization;
using System.Text;
using BidForge.Cli.Running;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace BidForge.Cli.Errors;

/// <summary>Messages that a service could not handle: beside its queue <c>{name}</c> are <c>{name}_error</c>, and <c>{name}_skipped</c> for those that nobody in it takes.</summary>
internal sealed class ErrorQueues : IAsyncDisposable
{
    public const string Where = "The broker is that of the running system, or ConnectionStrings__rabbitmq.";

    private const string Variable = "ConnectionStrings__rabbitmq";

    private static readonly string[] Suffixes = ["_error", "_skipped"];

    private static readonly string[] Services = ["auth", "project", "bid", "notification", "analytics", "file"];

    /// <summary>What the failed tries left on a message, and a new try begins without.</summary>
    private static readonly string[] TraceOfFailure = ["MT-Fault-", "MT-Reason", "MT-Host-", "MT-Redelivery-", "x-death", "x-first-death-", "x-last-death-", "x-delivery-count", "BidForge-Rests", "BidForge-Outages"];

    private readonly IConnection connection;
    private readonly IReadOnlyList<string> services;

    private ErrorQueues(IConnection connection, IReadOnlyList<string> services) => (this.connection, this.services) = (connection, services);

    public static async Task<ErrorQueues> OpenAsync(StateFolder folder, CancellationToken cancellationToken)
    {
        var (address, services) = DatabaseAddress.FromEnvironment("rabbitmq") is { } given ? (given, Services) : OfRunning(folder);
        if (!Uri.TryCreate(address, UriKind.Absolute, out var broker))
            throw new CliException($"{Variable} is no address such as amqp://user:password@host:5672.", ExitCode.Failed);
        try
        {
            return new ErrorQueues(await new ConnectionFactory { Uri = broker, ClientProvidedName = "bidforge errors" }.CreateConnectionAsync(cancellationToken), services);
        }
        catch (BrokerUnreachableException unreachable)
        {
            throw new CliException($"The message broker does not answer: {unreachable.InnerException?.Message ?? unreachable.Message}", ExitCode.Failed);
        }
    }

    private static (string Address, string[] Services) OfRunning(StateFolder folder)
    {
        var state = folder.ReadOrFail();
        var broker = state.Resources.FirstOrDefault(r => r.Kind == "rabbitmq")
            ?? throw new CliException("No message broker is running.", ExitCode.NotRunning);
        return (broker.ConnectionStrings[broker.Name], [.. state.Resources.Where(r => r.Kind == "project").Select(r => r.Name)]);
    }

    /// <summary>The first messages of each queue that has any; they stay where they are.</summary>
    public async Task<IReadOnlyList<ErrorQueue>> ListAsync(int limit, CancellationToken cancellationToken)
    {
        var found = new List<ErrorQueue>();
        foreach (var queue in services.SelectMany(_ => Suffixes, (service, suffix) => service + suffix))
        {
            // What is taken and not acknowledged goes back to its place when the channel closes.
            await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
            if (await CountAsync(channel, queue, cancellationToken) is not (> 0 and var count))
                continue;
            var messages = new List<ErrorMessage>();
            while (messages.Count < limit && await channel.BasicGetAsync(queue, false, cancellationToken) is { } got)
                messages.Add(ErrorMessage.From(got.BasicProperties));
            found.Add(new ErrorQueue(queue, count, messages));
        }

        return found;
    }

    /// <summary>Moves messages back to the queue they failed in: each leaves the error queue only when the broker has confirmed it there.</summary>
    /// <returns>By error queue, how many were moved.</returns>
    public async Task<IReadOnlyDictionary<string, int>> ReplayAsync(string? only, CancellationToken cancellationToken)
    {
        var moved = new Dictionary<string, int>();
        var wanted = services.SelectMany(_ => Suffixes, (service, suffix) => (service, queue: service + suffix)).Where(it => only is null || only == it.service || only == it.queue).ToList();
        if (wanted.Count == 0)
            throw new CliException($"No service is named {only}. There are: {string.Join(", ", services)}.", ExitCode.Failed);
        foreach (var (service, queue) in wanted)
        {
            var options = new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);
            await using var channel = await connection.CreateChannelAsync(options, cancellationToken);
            // Only as many as there are now: one that fails again at once must not go round for ever.
            var count = await CountAsync(channel, queue, cancellationToken);
            for (var i = 0; i < count && await channel.BasicGetAsync(queue, false, cancellationToken) is { } got; i++)
            {
                var properties = new BasicProperties(got.BasicProperties) { Headers = Fresh(got.BasicProperties.Headers), Persistent = true };
                await channel.BasicPublishAsync("", service, mandatory: true, properties, got.Body, cancellationToken);
                await channel.BasicAckAsync(got.DeliveryTag, false, cancellationToken);
                moved[queue] = i + 1;
            }
        }

        return moved;
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private static async Task<uint?> CountAsync(IChannel channel, string queue, CancellationToken cancellationToken)
    {
        try
        {
            return (await channel.QueueDeclarePassiveAsync(queue, cancellationToken)).MessageCount;
        }
        catch (OperationInterruptedException)
        {
            // No such queue yet: nothing has failed.
            return null;
        }
    }

    private static Dictionary<string, object?> Fresh(IDictionary<string, object?>? headers) =>
        (headers ?? new Dictionary<string, object?>())
        .Where(h => !TraceOfFailure.Any(t => h.Key.StartsWith(t, StringComparison.OrdinalIgnoreCase)))
        .ToDictionary(h => h.Key, h => h.Value);
}

/// <param name="Queue">An error queue, or one of messages that nobody takes.</param>
/// <param name="Count">All its messages.</param>
/// <param name="Messages">The first of them.</param>
internal sealed record ErrorQueue(string Queue, uint Count, IReadOnlyList<ErrorMessage> Messages);

/// <summary>What failed and why; never the content, which may hold prices.</summary>
internal sealed record ErrorMessage(string? MessageId, string? Type, string? FailedAt, string? Exception, string? Message)
{
    public static ErrorMessage From(IReadOnlyBasicProperties properties) => new(
        properties.MessageId, properties.Type ?? Header(properties, "MT-Fault-MessageType"), Header(properties, "MT-Fault-Timestamp"),
        Header(properties, "MT-Fault-ExceptionType"), Header(properties, "MT-Fault-Message"));

    private static string? Header(IReadOnlyBasicProperties properties, string name) => properties.Headers?.TryGetValue(name, out var value) is true
        ? value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : Convert.ToString(value, CultureInfo.InvariantCulture)
        : null;
}
