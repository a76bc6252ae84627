using System.Net.Sockets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace BidForge.Storage.Replicas;

/// <summary>Asks the primary every moment how far its log goes, and the standby whether it is there. While it is away no read waits for it.</summary>
internal sealed partial class StandbyWatch(
    NpgsqlDataSource primary, StandbySource standby, PrimaryLog log, ReplicaMetrics metrics, TimeProvider time, IOptions<ReplicaOptions> options, ILogger<StandbyWatch> logger)
    : BackgroundService
{
    private bool away = true;
    private bool said;
    private long held;

    public bool IsAway => Volatile.Read(ref away);

    /// <summary>A read got no answer from it.</summary>
    public void Lost() => Volatile.Write(ref away, true);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        metrics.Watch(() => Interlocked.Read(ref held) is var since and not 0 ? time.GetElapsedTime(since).TotalSeconds : null);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(options.Value.SampleMilliseconds), time);
        do
        {
            await Task.WhenAll(TryAsync(SampleAsync, stoppingToken), LookAsync(stoppingToken));
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task SampleAsync(CancellationToken cancellationToken)
    {
        var askedAt = time.GetTimestamp();
        await using var connection = await primary.OpenConnectionAsync(cancellationToken);
        log.Add(askedAt, await LogPosition.OfPrimaryAsync(connection, cancellationToken));
    }

    private async Task LookAsync(CancellationToken stoppingToken)
    {
        var there = await TryAsync(AskAsync, stoppingToken);
        Volatile.Write(ref away, !there);
        if (!there && !said) LogAway(standby.Name);
        if (there && said) LogBack(standby.Name);
        said = !there;
    }

    private async Task AskAsync(CancellationToken cancellationToken)
    {
        await using var connection = await standby.Source.OpenConnectionAsync(cancellationToken);
        var position = await LogPosition.OfStandbyAsync(connection, cancellationToken) ?? throw new NpgsqlException("It is no standby.");
        if (log.HeldSince(position) is { } since) Interlocked.Exchange(ref held, since);
    }

    private async Task<bool> TryAsync(Func<CancellationToken, Task> ask, CancellationToken stoppingToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        patience.CancelAfter(options.Value.Lag);
        try
        {
            await ask(patience.Token);
            return true;
        }
        catch (Exception fault) when (!stoppingToken.IsCancellationRequested && MeansAway(fault))
        {
            return false;
        }
    }

    /// <summary>A server was not reached, or gave no answer in time.</summary>
    public static bool MeansAway(Exception fault) => fault is NpgsqlException or SocketException or TimeoutException or OperationCanceledException;

    [LoggerMessage(Level = LogLevel.Warning, Message = "The standby of {Database} does not answer: everything is read from the primary")]
    private partial void LogAway(string database);

    [LoggerMessage(Level = LogLevel.Information, Message = "The standby of {Database} is read again")]
    private partial void LogBack(string database);
}
