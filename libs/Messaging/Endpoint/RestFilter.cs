using System.Runtime.Serialization;
using BidForge.Messaging.Resting;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace BidForge.Messaging.Endpoint;

/// <summary>
/// What happens to a message once quick retries are used up: during an outage it rests and comes back without end; otherwise it rests a
/// few times, longer each time, and then goes on to the error queue. Bytes that are no message go there at once.
/// </summary>
internal sealed partial class RestFilter(string service, MessagingOptions options, ILogger<RestFilter> logger) : IFilter<ExceptionReceiveContext>
{
    private readonly RestQueue _rest = new(service);

    public async Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next)
    {
        var rests = RestQueue.CountOf(context, RestQueue.RestsHeader);
        var id = context.GetMessageId();
        if (Outage.Is(context.Exception))
        {
            LogOutage(id, service, context.Exception.Message);
            var outages = RestQueue.CountOf(context, RestQueue.OutagesHeader);
            var rest = Math.Min(options.OutageRestSeconds, Math.Pow(2, Math.Min(outages, 20)));
            await _rest.PutAsync(context, TimeSpan.FromSeconds(rest), RestQueue.OutagesHeader, outages + 1);
        }
        else if (rests < options.Rests.Count && context.Exception is not SerializationException)
        {
            LogRest(context.Exception, id, service, rests + 1, options.Rests.Count);
            await _rest.PutAsync(context, TimeSpan.FromSeconds(options.Rests[rests]), RestQueue.RestsHeader, rests + 1);
        }
        else
        {
            LogError(context.Exception, id, service);
            await next.Send(context);
        }
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("rest");

    [LoggerMessage(Level = LogLevel.Warning, Message = "Message {MessageId} of {Service} waits for a server to be back: {Reason}")]
    private partial void LogOutage(Guid? messageId, string service, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Message {MessageId} of {Service} failed and rests, {Rest} of {Rests}")]
    private partial void LogRest(Exception exception, Guid? messageId, string service, int rest, int rests);

    [LoggerMessage(Level = LogLevel.Error, Message = "Message {MessageId} of {Service} keeps failing and is in the error queue")]
    private partial void LogError(Exception exception, Guid? messageId, string service);
}
