using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BidForge.ServiceDefaults.Telemetry;

/// <summary>
/// Logs each statement that took longer than <c>SlowQueries:Milliseconds</c> (1000 where it is not set): its shape, never a value, since values are prices, names and tokens.
/// </summary>
internal sealed partial class SlowQueries(IConfiguration configuration, ILogger<SlowQueries> logger) : IHostedService
{
    private const int LongestShape = 1000;

    private readonly TimeSpan _slow = TimeSpan.FromMilliseconds(configuration.GetValue("SlowQueries:Milliseconds", 1000.0));
    private ActivityListener? _listener;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Npgsql",
            // Needed for the text; whether the span is kept and sent is the sampler's to say.
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = Stopped,
        };
        ActivitySource.AddActivityListener(_listener);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _listener?.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>The statement with a question mark for every literal, in one line.</summary>
    internal static string Shape(string statement)
    {
        var shape = Spaces().Replace(Values().Replace(statement, found => found.Groups["comment"].Success ? " " : "?"), " ").Trim();
        return shape.Length <= LongestShape ? shape : shape[..LongestShape] + "…";
    }

    private void Stopped(Activity activity)
    {
        if (activity.Duration >= _slow && activity.GetTagItem("db.query.text") is string statement)
            Slow(logger, activity.GetTagItem("db.namespace") as string, activity.Duration.TotalSeconds, Shape(statement));
    }

    // What comes first in the text decides: a comment may look like a literal inside, and the other way round. A number is none after a $ (a parameter) or in a name.
    [GeneratedRegex(
        @"(?<comment>--[^\n]*|/\*.*?\*/)|\$(?<tag>\w*)\$.*?\$\k<tag>\$|\b[eE]'(?:\\.|''|[^'\\])*'|'(?:[^']|'')*'|(?<![\w$.])\d+(?:\.\d+)?(?:[eE][+-]?\d+)?",
        RegexOptions.Singleline)]
    private static partial Regex Values();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [LoggerMessage(Level = LogLevel.Warning, Message = "A statement on {Database} took {Seconds:0.00} s: {Shape}")]
    internal static partial void Slow(ILogger logger, string? database, double seconds, string shape);
}
