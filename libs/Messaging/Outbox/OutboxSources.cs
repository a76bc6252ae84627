using Microsoft.Extensions.Logging;

namespace BidForge.Messaging.Outbox;

/// <summary>Every outbox that the service has at present.</summary>
internal sealed partial class OutboxSources(MessagingBuilder builder, IServiceProvider services, ILogger<OutboxSources> logger)
{
    private IReadOnlyList<NamedShard> _last = [];

    /// <summary>The last answer stands while whoever knows the shards cannot say.</summary>
    public IReadOnlyList<NamedShard> All()
    {
        try
        {
            _last = [.. builder.Sources.SelectMany(source => source(services))];
        }
        catch (Exception exception)
        {
            LogUnknown(exception.Message);
        }
        return _last;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The shards are not known at present: {Reason}")]
    private partial void LogUnknown(string reason);
}
