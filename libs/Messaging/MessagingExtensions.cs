using System.Reflection;
using BidForge.Messaging.Endpoint;
using BidForge.Messaging.Inbox;
using BidForge.Messaging.Outbox;
using BidForge.Messaging.Resting;
using BidForge.Messaging.Sealing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace BidForge.Messaging;

/// <summary>Puts a service on the bus.</summary>
public static class MessagingExtensions
{
    /// <summary>
    /// Connects the service to RabbitMQ (<c>ConnectionStrings:rabbitmq</c>), relays its outbox and, if it handles events, consumes its queue.
    /// The service starts and goes on while the broker is away: events wait in the outbox, and health says <c>rabbitmq</c> is degraded.
    /// </summary>
    /// <param name="builder">The service's host.</param>
    /// <param name="service">The service's name: its queue is called so, its error queue <c>{service}_error</c>.</param>
    /// <param name="configure">Says where the outbox is and which events are handled.</param>
    /// <exception cref="InvalidOperationException">A handler needs a database that was not named, or a connection string is missing.</exception>
    public static TBuilder AddMessaging<TBuilder>(this TBuilder builder, string service, Action<MessagingBuilder> configure)
        where TBuilder : IHostApplicationBuilder
    {
        var bus = new MessagingBuilder(builder.Services, builder.Configuration, service);
        configure(bus);
        bus.EnsureHandlersHaveADatabase();

        var services = builder.Services;
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<MessagingOptions>().BindConfiguration("Messaging").ValidateDataAnnotations().ValidateOnStart()
            .Validate(options => SealKeys.Split(options.SealKeys).All(key => key.Length >= SealKeys.LeastLength), $"Messaging:SealKeys: each needs {SealKeys.LeastLength} characters or more.")
            .Validate(options => !bus.NeedsSealKeys || SealKeys.Split(options.SealKeys).Length > 0, "Messaging:SealKeys is missing: the service handles or publishes events that are sealed.");
        services.AddSingleton(provider => new SealKeys(provider.GetRequiredService<IOptions<MessagingOptions>>().Value.SealKeys));
        services.AddSingleton<MessagingMetrics>();
        services.AddSingleton(new EventTypes(Assembly.GetEntryAssembly()));
        services.AddSingleton<OutboxSources>();
        services.AddServiceBus(bus);
        services.AddHostedService<BusHost>();
        services.AddHostedService<RelayHost>();
        services.AddHostedService<RestPump>();
        services.AddHostedService<InboxCleaner>();
        return builder;
    }
}
