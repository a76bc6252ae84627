using BidForge.Messaging.Outbox;
using BidForge.Messaging.Sealing;
using MassTransit;
using MassTransit.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BidForge.Messaging.Endpoint;

internal static class BusExtensions
{
    public static bool IsConnected(this IBusControl bus) => bus.CheckHealth().Status == BusHealthStatus.Healthy;

    // Short, since a message that is retried in memory holds one of few workers; longer pauses are spent in the rest queue.
    private static readonly int[] QuickRetries = [100, 500, 2000];

    /// <summary>Registers the bus itself, lean: one connection, no telemetry of its own, started in the background.</summary>
    public static void AddServiceBus(this IServiceCollection services, MessagingBuilder builder)
    {
        services.AddSingleton<EventPublisher>();
        services.AddSingleton<PublishWatch>();
        services.AddSingleton(builder);
        services.AddSingleton<SubscriberGate>();
        services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.ConfigureHealthCheckOptions(health =>
            {
                health.Name = "rabbitmq";
                health.MinimalFailureStatus = HealthStatus.Degraded;
                health.Tags.Clear();
                health.Tags.Add("ready");
            });
            foreach (var add in builder.Consumers) add(bus);
            bus.UsingRabbitMq((context, rabbit) => ConfigureRabbit(rabbit, context, builder));
        });
        services.RemoveMassTransitHostedService();
    }

    // Replicas that failed together must not come back together.
    private static TimeSpan Spread(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds * (0.8 + Random.Shared.NextDouble() * 0.4));

    private static void ConfigureRabbit(IRabbitMqBusFactoryConfigurator rabbit, IBusRegistrationContext context, MessagingBuilder builder)
    {
        rabbit.Host(builder.BrokerAddress(), builder.Service, _ => { });
        rabbit.ConfigureJsonSerializerOptions(MessageJson.Configure);
        rabbit.ReadSealedEvents(context.GetRequiredService<SealKeys>());

        // A service that handles nothing has a queue all the same: without an endpoint MassTransit would not know whether the broker is there.
        rabbit.ReceiveEndpoint(builder.Service, endpoint =>
        {
            var options = context.GetRequiredService<IOptions<MessagingOptions>>().Value;
            endpoint.SetQuorumQueue();
            endpoint.PrefetchCount = options.Prefetch;
            endpoint.ConcurrentMessageLimit = options.Concurrency;
            endpoint.PublishFaults = false;
            endpoint.UseMessageRetry(retry =>
            {
                retry.Ignore<Exception>(Outage.Is);
                retry.Intervals([.. QuickRetries.Select(Spread)]);
            });
            endpoint.ConfigureError(error =>
            {
                error.UseFilter(new RestFilter(builder.Service, options, context.GetRequiredService<ILogger<RestFilter>>()));
                error.UseFilter(new ErrorTransportFilter());
            });
            foreach (var bind in builder.Bindings) bind(endpoint, context);
        });
    }
}
