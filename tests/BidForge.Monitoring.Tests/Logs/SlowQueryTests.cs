using System.Collections.Concurrent;
using BidForge.Monitoring.Tests.Support;
using BidForge.ServiceDefaults.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace BidForge.Monitoring.Tests.Logs;

/// <summary>A statement that takes long is in the log, and nothing that was asked for or written by it.</summary>
public sealed class SlowQueryTests(Marketplace marketplace)
{
    private static CancellationToken Cancel => Marketplace.Cancel;

    [Fact]
    public async Task A_slow_statement_is_logged_by_its_shape()
    {
        var line = Assert.Single(await RunAsync("100"), each => each.Contains("pg_sleep", StringComparison.Ordinal));
        Assert.EndsWith("select pg_sleep($1), ?, $2 as word", line, StringComparison.Ordinal);
        Assert.Contains("bid0", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_takes_less_than_what_is_configured_is_not() =>
        Assert.DoesNotContain(await RunAsync("3600000"), each => each.Contains("pg_sleep", StringComparison.Ordinal));

    [Theory]
    [InlineData("select 1, 'it''s', x1 from t where a = $12 and b > -3.5e7", "select ?, ?, x1 from t where a = $12 and b > -?")]
    [InlineData("select '-- no comment', -- 'no literal'\n 'secret'", "select ?, ?")]
    [InlineData("select e'a\\'secret', $tag$ secret ' $tag$, $$secret$$ /* 'x */ , 'y'", "select ?, ?, ? , ?")]
    public void A_shape_has_no_value_in_it(string statement, string shape) => Assert.Equal(shape, SlowQueries.Shape(statement));

    private async Task<ICollection<string>> RunAsync(string slowMilliseconds)
    {
        await using var probe = await Probe.StartAsync(("SlowQueries:Milliseconds", slowMilliseconds));
        using var lines = new Lines();
        probe.Services.GetRequiredService<ILoggerFactory>().AddProvider(lines);
        await using var database = NpgsqlDataSource.Create((await marketplace.App.GetConnectionStringAsync("bid0", Cancel))!);
        await using var command = database.CreateCommand("select pg_sleep($1), 'in the text', $2 as word");
        command.Parameters.Add(new() { Value = 0.5 });
        command.Parameters.Add(new() { Value = "secret" });
        await command.ExecuteNonQueryAsync(Cancel);
        return [.. lines.All];
    }

    private sealed class Lines : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> All { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                All.Enqueue(formatter(state, exception));
        }

        public void Dispose()
        {
        }
    }
}
