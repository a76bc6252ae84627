using OpenTelemetry.Metrics;

namespace BidForge.ServiceDefaults.Telemetry;

/// <summary>What .NET's own instruments are called here, where Prometheus' rules for names forbid what they are called by themselves.</summary>
internal static class Renaming
{
    // "_count" at the end of a name is a histogram's, and a unit is added to a name that has it already.
    private static readonly (string From, string To)[] Names =
    [
        ("db.client.connection.count", "db.client.connections"),
        ("db.client.connection.npgsql.pending_requests", "db.client.connections.waiting"),
        ("db.client.operation.npgsql.bytes_read", "db.client.operation.npgsql.read"),
        ("db.client.operation.npgsql.bytes_written", "db.client.operation.npgsql.written"),
        ("dotnet.process.cpu.count", "dotnet.process.cpus"),
        ("dotnet.thread_pool.thread.count", "dotnet.thread_pool.threads"),
        ("dotnet.assembly.count", "dotnet.assemblies"),
        ("dotnet.timer.count", "dotnet.timers"),
    ];

    public static MeterProviderBuilder RenameForPrometheus(this MeterProviderBuilder metrics)
    {
        foreach (var (from, to) in Names)
            metrics.AddView(from, to);
        // The same as http.request.duration, under more labels than are looked at.
        return metrics.AddView("http.server.request.duration", MetricStreamConfiguration.Drop);
    }
}
