using BidForge.Messaging.Endpoint;
using BidForge.Messaging.Inbox;
using BidForge.Messaging.Outbox;
using BidForge.Messaging.Sealing;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace BidForge.Messaging;

/// <summary>Says where a service's outbox and inbox are and which events it handles.</summary>
public sealed class MessagingBuilder
{
    private readonly IServiceCollection _services;
    private readonly IConfiguration _configuration;
    private bool _handlesInDatabase;
    private bool _hasDatabase;

    internal MessagingBuilder(IServiceCollection services, IConfiguration configuration, string service)
    {
        _services = services;
        _configuration = configuration;
        Service = service;
    }

    internal string Service { get; }

    /// <summary>One of the events that it handles or publishes is sealed on the bus.</summary>
    internal bool NeedsSealKeys { get; private set; }

    internal List<Func<IServiceProvider, IReadOnlyList<NamedShard>>> Sources { get; } = [];

    internal List<Action<IBusRegistrationConfigurator>> Consumers { get; } = [];

    internal List<Action<IReceiveEndpointConfigurator, IRegistrationContext>> Bindings { get; } = [];

    /// <summary>Relays the outbox of one database and handles events in it.</summary>
    /// <typeparam name="TDb">The service's context; its model calls <c>AddOutboxAndInbox</c>, its migrations run <see cref="MessagingSchema.Sql"/>.</typeparam>
    /// <param name="connectionName">The connection string's name.</param>
    public MessagingBuilder UseDatabase<TDb>(string connectionName)
        where TDb : DbContext
    {
        var connectionString = _configuration.GetConnectionString(connectionName)
            ?? throw new InvalidOperationException($"The connection string '{connectionName}' is missing.");
        _services.TryAddSingleton(new HandlerDatabase(typeof(TDb)));
        _services.AddSingleton(_ => new OutboxDatabase(connectionName, connectionString));
        Sources.Add(services => [.. services.GetServices<OutboxDatabase>().Where(d => d.Name == connectionName).Select(d => d.Shard)]);
        _hasDatabase = true;
        return this;
    }

    /// <summary>Relays the outbox of each shard that the registered <see cref="IShardConnections"/> names, now and later.</summary>
    public MessagingBuilder UseShards() => UseShards(services => services.GetRequiredService<IShardConnections>().All);

    /// <summary>Relays the outbox of each shard that <paramref name="shards"/> names, now and later.</summary>
    public MessagingBuilder UseShards(Func<IServiceProvider, IReadOnlyList<NamedShard>> shards)
    {
        Sources.Add(shards);
        return this;
    }

    /// <summary>Says that the service publishes events that are sealed on the bus: it does not start without the keys.</summary>
    public MessagingBuilder PublishSealed()
    {
        NeedsSealKeys = true;
        return this;
    }

    /// <summary>Handles an event in the database named with <see cref="UseDatabase{TDb}"/>.</summary>
    public MessagingBuilder Handle<TEvent, THandler>()
        where TEvent : class
        where THandler : class, IEventHandler<TEvent>
    {
        _handlesInDatabase = true;
        return Add<TEvent, THandler, EventConsumer<TEvent, THandler>>();
    }

    /// <summary>Handles an event on the shard that the handler names; needs an <see cref="IShardConnections"/>.</summary>
    public MessagingBuilder HandleSharded<TEvent, THandler>()
        where TEvent : class
        where THandler : class, IShardedEventHandler<TEvent> =>
        Add<TEvent, THandler, ShardedEventConsumer<TEvent, THandler>>();

    internal void EnsureHandlersHaveADatabase()
    {
        if (_handlesInDatabase && !_hasDatabase)
            throw new InvalidOperationException($"'{Service}' handles events but names no database: call UseDatabase.");
    }

    internal Uri BrokerAddress() =>
        new(_configuration.GetConnectionString("rabbitmq") ?? throw new InvalidOperationException("The connection string 'rabbitmq' is missing."));

    private MessagingBuilder Add<TEvent, THandler, TConsumer>()
        where TEvent : class
        where THandler : class
        where TConsumer : class, IConsumer<TEvent>
    {
        NeedsSealKeys |= typeof(TEvent).IsSealed();
        _services.TryAddScoped<THandler>();
        Consumers.Add(bus => bus.AddConsumer<TConsumer>());
        Bindings.Add((endpoint, context) => endpoint.ConfigureConsumer<TConsumer>(context));
        return this;
    }
}
