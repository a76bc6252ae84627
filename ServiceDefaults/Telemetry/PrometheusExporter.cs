using System.Text;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace BidForge.ServiceDefaults.Telemetry;

/// <summary>A pull exporter: each scrape collects once and is answered in the Prometheus text format 0.0.4.</summary>
[ExportModes(ExportModes.Pull)]
internal sealed class PrometheusExporter : BaseExporter<Metric>, IPullMetricExporter, IDisposable
{
    private readonly SemaphoreSlim scraping = new(1);
    private string text = "";

    public Func<int, bool>? Collect { get; set; }

    public async Task<string> ScrapeAsync(CancellationToken cancellationToken)
    {
        await scraping.WaitAsync(cancellationToken);
        try
        {
            Collect?.Invoke(5000);
            return text;
        }
        finally
        {
            scraping.Release();
        }
    }

    public override ExportResult Export(in Batch<Metric> batch)
    {
        var writer = new StringBuilder(8192);
        foreach (var metric in batch)
            PrometheusText.Write(writer, metric);
        text = writer.ToString();
        return ExportResult.Success;
    }

    protected override void Dispose(bool disposing)
    {
        scraping.Dispose();
        base.Dispose(disposing);
    }
}
