using System.Diagnostics;
using BidForge.Monitoring.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BidForge.Monitoring.Tests.Traces;

/// <summary>What a collector is told by a process that was given its address.</summary>
public sealed class OtlpTests
{
    private static CancellationToken Cancel => Marketplace.Cancel;

    [Fact]
    public async Task A_collector_hears_of_spans_metrics_and_log_lines()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using var probe = await Probe.StartAsync(collector.Settings);
        var trace = await AskAsync(probe, "/things/17", sampled: true);
        using (new Activity("own").Start())
            probe.Services.GetRequiredService<ILogger<OtlpTests>>().LogWarning("A line for {Whom}", "the collector");
        await Patiently.TrueAsync(() => Task.FromResult(collector.Spans.Any(span => span.TraceId == trace && span.Service is "probe" && span.Name is "GET /things/{id}")), "the span arrives", Cancel);
        await Patiently.TrueAsync(() => Task.FromResult(collector.Metrics.Contains("http.request.duration")), "the metric arrives", Cancel);
        await Patiently.TrueAsync(() => Task.FromResult(collector.Logs.Any(line => line.Body is "A line for the collector" && line.TraceId.Length is 32)), "the line arrives with its trace", Cancel);
    }

    [Fact]
    public async Task Spans_carry_no_id_of_what_they_are_about()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using var probe = await Probe.StartAsync(collector.Settings);
        var trace = await AskAsync(probe, $"/things/{Guid.NewGuid()}?word=secret", sampled: true);
        await Patiently.TrueAsync(() => Task.FromResult(collector.Spans.Any(span => span.TraceId == trace)), "the span arrives", Cancel);
        Assert.All(collector.Spans.Where(span => span.TraceId == trace), span => Assert.Equal("GET /things/{id}", span.Name));
    }

    [Fact]
    public async Task Of_what_nobody_traces_yet_a_configured_part_is_kept()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using var probe = await Probe.StartAsync([.. collector.Settings, ("OTEL_TRACES_SAMPLER", "parentbased_traceidratio"), ("OTEL_TRACES_SAMPLER_ARG", "0")]);
        for (var number = 0; number < 20; number++)
            await probe.Http.GetStringAsync("/things/17", Cancel);
        await AskAsync(probe, "/things/18", sampled: false);
        // A caller that keeps its trace is followed.
        var kept = await AskAsync(probe, "/things/19", sampled: true);
        await Patiently.TrueAsync(() => Task.FromResult(collector.Spans.Any(span => span.TraceId == kept)), "the sampled trace arrives", Cancel);
        Assert.All(collector.Spans, span => Assert.Equal(kept, span.TraceId));
    }

    private static async Task<string> AskAsync(Probe probe, string path, bool sampled)
    {
        var trace = ActivityTraceId.CreateRandom().ToHexString();
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("traceparent", $"00-{trace}-00f067aa0ba902b7-{(sampled ? "01" : "00")}");
        using var answer = await probe.Http.SendAsync(request, Cancel);
        answer.EnsureSuccessStatusCode();
        return trace;
    }
}
