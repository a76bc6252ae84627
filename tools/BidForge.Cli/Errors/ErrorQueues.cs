using System.Globalization;
using System.Text;
using BidForge.Cli.Running;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace BidForge.Cli.Errors;

/// <summary>Messages that a service could not handle: each service's queue <c>{name}</c> has an <c>{name}_error</c> beside it.</summary>
internal sealed class ErrorQueues : IAsyncDisposable
{
    private const string Suffix = "_error";

    /// <summary>What the failed tries left on a message, and a new try begins without.</summary>
    private static readonly string[] TraceOfFailure = ["MT-Fault-", "MT-Reason", "MT-Host-", "MT-Redelivery-", "x-death", "x-first-death-", "x-last-death-", "x-delivery-count", "BidForge-Rests", "BidForge-Outages"];

    private readonly IConnection connection;
    private readonly IReadOnlyList<string> services;

    private ErrorQueues(IConnection connection, IReadOnlyList<string> services) => (this.connection, this.services) = (connection, services);

    public static async Task<ErrorQueues> OpenAsync(SystemState state, CancellationToken cancellationToken)
    {
        var broker = state.Resources.FirstOrDefault(r => r.Kind == "rabbitmq")
            ?? throw new CliException("No message broker is running.", ExitCode.NotRunning);
        var factory = new ConnectionFactory { Uri = new Uri(broker.ConnectionStrings[broker.Name]), ClientProvidedName = "bidforge errors" };
        try
        {
            return new ErrorQueues(
                await factory.CreateConnectionAsync(cancellationToken), [.. state.Resources.Where(r => r.Kind == "project").Select(r => r.Name)]);
        }
        catch (BrokerUnreachableException unreachable)
        {
            throw new CliException($"The message broker does not answer: {unreachable.InnerException?.Message ?? unreachable.Message}", ExitCode.Failed);
        }
    }

    /// <summary>The first messages of each queue that has any; they stay where they are.</summary>
    public async Task<IReadOnlyList<ErrorQueue>> ListAsync(int limit, CancellationToken cancellationToken)
    {
        var found = new List<ErrorQueue>();
        foreach (var service in services)
        {
            // What is taken and not acknowledged goes back to its place when the channel closes.
            await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
            if (await CountAsync(channel, service + Suffix, cancellationToken) is not (> 0 and var count))
                continue;
            var messages = new List<ErrorMessage>();
            while (messages.Count < limit && await channel.BasicGetAsync(service + Suffix, false, cancellationToken) is { } got)
                messages.Add(ErrorMessage.From(got.BasicProperties));
            found.Add(new ErrorQueue(service + Suffix, count, messages));
        }

        return found;
    }

    /// <summary>Moves messages back to the queue they failed in: each leaves the error queue only when the broker has confirmed it there.</summary>
    /// <returns>By error queue, how many were moved.</returns>
    public async Task<IReadOnlyDictionary<string, int>> ReplayAsync(string? only, CancellationToken cancellationToken)
    {
        var moved = new Dictionary<string, int>();
        var wanted = services.Where(s => only is null || only == s || only == s + Suffix).ToList();
        if (wanted.Count == 0)
            throw new CliException($"No service is named {only}. There are: {string.Join(", ", services)}.", ExitCode.Failed);
        foreach (var service in wanted)
        {
            var options = new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);
            await using var channel = await connection.CreateChannelAsync(options, cancellationToken);
            // Only as many as there are now: one that fails again at once must not go round for ever.
            var count = await CountAsync(channel, service + Suffix, cancellationToken);
            for (var i = 0; i < count && await channel.BasicGetAsync(service + Suffix, false, cancellationToken) is { } got; i++)
            {
                var properties = new BasicProperties(got.BasicProperties) { Headers = Fresh(got.BasicProperties.Headers), Persistent = true };
                await channel.BasicPublishAsync("", service, mandatory: true, properties, got.Body, cancellationToken);
                await channel.BasicAckAsync(got.DeliveryTag, false, cancellationToken);
                moved[service + Suffix] = i + 1;
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

/// <param name="Queue">The error queue.</param>
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
