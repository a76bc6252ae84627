using System.Net.Http.Json;
using System.Text.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using BidForge.Contracts;
using BidForge.Messaging;
using BidForge.Notifications.Tests;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

// Much of these tests is waiting.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]
[assembly: AssemblyFixture(typeof(NotificationSystem))]

namespace BidForge.Notifications.Tests;

/// <summary>Two replicas of the service, the real auth service and mail sink, and a place on the bus to publish from.</summary>
public sealed class NotificationSystem() : RunningSystem("auth", "notification", "mail")
{
    private readonly string features = Path.Combine(Directory.CreateTempSubdirectory("bidforge-features-").FullName, "features.json");
    private IHost? publisher;

    public IReadOnlyList<Uri> Replicas => [App.GetReplicaEndpoint("notification", 0), App.GetReplicaEndpoint("notification", 1)];

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await HearsAsync();
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration["ConnectionStrings:rabbitmq"] = await App.GetConnectionStringAsync("rabbitmq");
        builder.Configuration["Messaging:StartWaitSeconds"] = "60";
        builder.Logging.ClearProviders();
        builder.AddMessaging("test", _ => { });
        publisher = builder.Build();
        await publisher.StartAsync();
    }

    /// <summary>Puts an event on the bus; twice with one <paramref name="messageId"/> is a redelivery.</summary>
    public async Task PublishAsync<TEvent>(TEvent message, Guid? messageId = null)
        where TEvent : class =>
        await publisher!.Services.GetRequiredService<IBus>().Publish(
            message, context => context.MessageId = messageId ?? Guid.CreateVersion7(), TestContext.Current.CancellationToken);

    internal Task<TestCompany> RegisterAsync(CompanyKind kind) => TestCompany.RegisterAsync(this, kind, TestContext.Current.CancellationToken);

    /// <summary>Says for whom live notifications are on; the service hears of it while it runs.</summary>
    public Task WriteFeaturesAsync(string audience, CancellationToken cancellationToken) => File.WriteAllTextAsync(
        features, $$"""
        { "FeatureManagement": { "LiveNotifications": { "EnabledFor": [{ "Name": "Microsoft.Targeting", "Parameters": { "Audience": {{audience}} } }] } } }
        """,
        cancellationToken);

    public void RemoveFeatures() => File.Delete(features);

    /// <summary>Tests publish past any outbox, which would wait for the service's queue: it must be there, and the service is healthy without the bus, too.</summary>
    private async Task HearsAsync()
    {
        using var client = new HttpClient { BaseAddress = Replicas[0] };
        await Eventually.TrueAsync(
            async () =>
            {
                using var answer = await client.GetAsync("/health");
                var health = await answer.Content.ReadFromJsonAsync<JsonElement>();
                return health.GetProperty("checks").GetProperty("rabbitmq").GetProperty("status").GetString() is "healthy";
            },
            "the service has its queue", CancellationToken.None);
    }

    public override async ValueTask DisposeAsync()
    {
        Directory.Delete(Path.GetDirectoryName(features)!, recursive: true);
        if (publisher is not null)
        {
            await publisher.StopAsync();
            publisher.Dispose();
        }
        await base.DisposeAsync();
    }

    protected override void Configure(IDistributedApplicationTestingBuilder builder) =>
        builder.CreateResourceBuilder<ProjectResource>("notification").WithReplicas(2).WithEnvironment("Features__File", features);
}
