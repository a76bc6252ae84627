using BidForge.Secrecy.Tests.Support;

// One test looks at everything there is: nothing else may happen meanwhile.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: AssemblyFixture(typeof(Marketplace))]

namespace BidForge.Secrecy.Tests.Support;

/// <summary>The whole system, watched as those who run it may: every trace is collected, and a copy of every message about bids.</summary>
public sealed class Marketplace : RunningSystem
{
    public Uri Gateway => App.GetEndpoint("gateway");

    public Telemetry Telemetry { get; } = new();

    public Firehose Firehose { get; private set; } = null!;

    /// <summary>Names of all processes that answer HTTP.</summary>
    public static IReadOnlyList<string> Services { get; } = ["auth", "project", "bid", "notification", "analytics", "file", "gateway", "web"];

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public override async ValueTask InitializeAsync()
    {
        await Telemetry.StartAsync();
        await base.InitializeAsync();
        Firehose = await Firehose.OpenAsync((await App.GetConnectionStringAsync("rabbitmq", default))!);
    }

    protected override void Configure(IDistributedApplicationTestingBuilder builder)
    {
        foreach (var service in builder.Resources.OfType<ProjectResource>())
            builder.CreateResourceBuilder<ProjectResource>(service.Name)
                .WithEnvironment("OTEL_EXPORTER_OTLP_ENDPOINT", Telemetry.Address)
                .WithEnvironment("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
                .WithEnvironment("OTEL_BSP_SCHEDULE_DELAY", "300")
                .WithEnvironment("OTEL_BLRP_SCHEDULE_DELAY", "300");
    }

    public override async ValueTask DisposeAsync()
    {
        if (Firehose is not null)
            await Firehose.DisposeAsync();
        await base.DisposeAsync();
        await Telemetry.DisposeAsync();
    }
}
