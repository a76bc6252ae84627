using System.Diagnostics;
using System.Threading.Channels;
using BidForge.ServiceDefaults.Telemetry;
using Microsoft.Extensions.Logging;

namespace BidForge.ServiceDefaults.Errors;

/// <summary>Notes every log line that tells of a fault, with those of the same trace before it. Never waits: while the notes can't be kept the newest are dropped.</summary>
[ProviderAlias("Errors")]
internal sealed class ErrorCapture(string process, TimeProvider time) : ILoggerProvider
{
    private const int Remembered = 512;
    private const int Before = 10;

    private readonly Channel<ErrorReport> reports = Channel.CreateBounded<ErrorReport>(new BoundedChannelOptions(500) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private readonly Queue<(string TraceId, string Line)> lines = new();
    private readonly Lock gate = new();

    public ChannelReader<ErrorReport> Reports => reports.Reader;

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose() => reports.Writer.TryComplete();

    private void Take(LogLevel level, EventId id, string category, string template, Exception? exception)
    {
        var trace = Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity ? activity.TraceId.ToHexString() : null;
        if (level >= LogLevel.Error || id.Name == nameof(SlowQueries.Slow))
            reports.Writer.TryWrite(new(process, KindOf(exception) ?? category, PlaceOf(exception), template, trace, time.GetUtcNow(), LinesOf(trace)));
        else if (trace is not null)
            Remember(trace, $"{level} {category}: {template}");
    }

    private void Remember(string trace, string line)
    {
        lock (gate)
        {
            lines.Enqueue((trace, line));
            if (lines.Count > Remembered)
                lines.Dequeue();
        }
    }

    private IReadOnlyList<string> LinesOf(string? trace)
    {
        lock (gate)
            return trace is null ? [] : [.. lines.Where(line => line.TraceId == trace).Select(line => line.Line).TakeLast(Before)];
    }

    private static string? KindOf(Exception? exception) => exception switch
    {
        null => null,
        AggregateException { InnerException: { } inner } => KindOf(inner),
        Npgsql.PostgresException postgres => $"{postgres.GetType().FullName} {postgres.SqlState}",
        _ => exception.GetType().FullName,
    };

    private static string? PlaceOf(Exception? exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
            if (new StackTrace(cause, fNeedFileInfo: false).GetFrames().Select(NameOf).FirstOrDefault(name => name is not null) is { } place)
                return place;
        return null;
    }

    private static string? NameOf(StackFrame frame) =>
        DiagnosticMethodInfo.Create(frame) is { DeclaringTypeName: { } type } method && type.StartsWith("BidForge.", StringComparison.Ordinal) ? $"{type}.{method.Name}" : null;

    private sealed class Logger(ErrorCapture capture, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel))
                return;
            var values = state as IReadOnlyList<KeyValuePair<string, object?>>;
            var template = values?.LastOrDefault(value => value.Key is "{OriginalFormat}").Value as string ?? "";
            // The shape of a statement is what makes it one kind of slow statement; it holds no value.
            if (eventId.Name == nameof(SlowQueries.Slow))
                template = $"A slow statement: {values?.FirstOrDefault(value => value.Key is "Shape").Value}";
            capture.Take(logLevel, eventId, category, template, exception);
        }
    }
}
