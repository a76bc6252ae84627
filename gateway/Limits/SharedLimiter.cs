using System.Globalization;
using BidForge.ServiceDefaults.Plans;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace BidForge.Gateway.Limits;

/// <summary>Counts in Redis, where all replicas do, in one round trip. While Redis is away <see cref="LocalLimiter"/> counts.</summary>
internal sealed partial class SharedLimiter(
    IConnectionMultiplexer redis, LocalLimiter local, IOptions<LimitOptions> options, TimeProvider time, ILogger<SharedLimiter> logger)
{
    private const int OverQuota = 2;
    private const int DaySeconds = RequestCounts.DaysKept * 86_400;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly TimeSpan longest = TimeSpan.FromMilliseconds(options.Value.RedisMilliseconds);
    private long failedAt;

    /// <summary>Whether this process counts alone.</summary>
    public bool Alone => Interlocked.Read(ref failedAt) is not 0 || !redis.IsConnected;

    /// <param name="allowances">The counts of a minute.</param>
    /// <param name="metered">The counts of day and month, which are kept in Redis alone: while it is away nothing is metered, and no quota refuses.</param>
    public async ValueTask<Verdict> TakeAsync(Allowance[] allowances, Metered? metered)
    {
        if (failedAt is not 0 && time.GetElapsedTime(failedAt) < Pause || !redis.IsConnected)
            return local.Take(allowances);
        try
        {
            var answer = (RedisResult[])(await redis.GetDatabase().ScriptEvaluateAsync(Gcra.Script, Keys(allowances, metered), Numbers(allowances, metered)).WaitAsync(longest, time))!;
            if (Interlocked.Exchange(ref failedAt, 0) is not 0)
                CountingTogether(logger);
            if ((int)answer[0] is OverQuota)
                return new(allowances[0], Allowed: false, 0, default, default, (long)answer[2]);
            return new(
                allowances[(int)answer[1] - 1], (int)answer[0] is 1, (long)answer[2], TimeSpan.FromMicroseconds((long)answer[3]), TimeSpan.FromMicroseconds((long)answer[4]));
        }
        catch (Exception fault) when (fault is RedisException or TimeoutException or ObjectDisposedException)
        {
            if (Interlocked.Exchange(ref failedAt, time.GetTimestamp()) is 0)
                CountingAlone(logger, fault.Message);
            return local.Take(allowances);
        }
    }

    private static RedisKey[] Keys(Allowance[] allowances, Metered? metered)
    {
        var counts = Array.ConvertAll(allowances, allowance => (RedisKey)("limit:" + allowance.Key));
        return metered is { } company ? [.. counts, company.DayKey, company.MonthKey] : counts;
    }

    private static RedisValue[] Numbers(Allowance[] allowances, Metered? metered)
    {
        var numbers = new List<RedisValue>(allowances.Length * 2 + 4) { allowances.Length };
        foreach (var allowance in allowances)
        {
            numbers.Add(allowance.Interval.ToString("R", CultureInfo.InvariantCulture));
            numbers.Add(allowance.Window.ToString("R", CultureInfo.InvariantCulture));
        }
        if (metered is { } company)
            numbers.AddRange([company.Company, company.Limit, DaySeconds]);
        return [.. numbers];
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Redis is away, each gateway counts requests alone: {Reason}")]
    private static partial void CountingAlone(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Redis is back, gateways count requests together again")]
    private static partial void CountingTogether(ILogger logger);
}
