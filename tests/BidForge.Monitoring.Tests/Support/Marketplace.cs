using BidForge.Monitoring.Tests.Secrecy.Support;
using BidForge.Monitoring.Tests.Support;
using BidForge.Testing.Marketplace;

// Metrics are those of a process: what one test counts, another would see. And one test looks at everything there is: nothing else may happen meanwhile.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: AssemblyFixture(typeof(Marketplace))]

namespace BidForge.Monitoring.Tests.Support;

/// <summary>The whole system, in which somebody has bid, so that there is something to be seen.</summary>
public sealed class Marketplace : RunningSystem
{
    public Uri Gateway => App.GetEndpoint("gateway");

    /// <summary>Hears every trace.</summary>
    internal OtlpReceiver Collector { get; private set; } = null!;

    /// <summary>Has a copy of every message about bids.</summary>
    public Firehose Firehose { get; private set; } = null!;

    public SealedProject Project { get; private set; } = null!;

    /// <summary>Names of all processes that have metrics.</summary>
    public static IReadOnlyList<string> Services { get; } = ["auth", "project", "bid", "notification", "analytics", "file", "gateway", "web"];

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected override bool SharesBroker => false;

    public override async ValueTask InitializeAsync()
    {
        Collector = await OtlpReceiver.StartAsync();
        await base.InitializeAsync();
        Firehose = await Firehose.OpenAsync((await App.GetConnectionStringAsync("rabbitmq", default))!);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        Project = await SealedProject.CreateAsync(Gateway, patience.Token);
    }

    public override async ValueTask DisposeAsync()
    {
        if (Firehose is not null)
            await Firehose.DisposeAsync();
        await base.DisposeAsync();
        await Collector.DisposeAsync();
    }

    protected override void Configure(IDistributedApplicationTestingBuilder builder)
    {
        builder.CreateResourceBuilder<RabbitMQServerResource>("rabbitmq").WithPrometheusPlugin();
        foreach (var service in builder.Resources.OfType<ProjectResource>().Where(resource => Services.Contains(resource.Name)))
            foreach (var (name, value) in Collector.Settings)
                builder.CreateResourceBuilder<ProjectResource>(service.Name).WithEnvironment(name, value);
    }

    /// <param name="accept">Which of the two formats.</param>
    /// <param name="service">One of <see cref="Services"/>.</param>
    public async Task<(string ContentType, string Text)> ScrapeAsync(string service, string accept)
    {
        using var http = App.CreateHttpClient(service);
        return await Scrape.Async(http, accept, Cancel);
    }
}
