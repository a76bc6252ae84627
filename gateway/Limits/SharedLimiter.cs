using System.Globalization;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace BidForge.Gateway.Limits;

/// <summary>Counts in Redis, where all replicas do, in one round trip. While Redis is away <see cref="LocalLimiter"/> counts.</summary>
internal sealed partial class SharedLimiter(
    IConnectionMultiplexer redis, LocalLimiter local, IOptions<LimitOptions> options, TimeProvider time, ILogger<SharedLimiter> logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly TimeSpan longest = TimeSpan.FromMilliseconds(options.Value.RedisMilliseconds);
    private long failedAt;

    /// <summary>Whether this process counts alone.</summary>
    public bool Alone => Interlocked.Read(ref failedAt) is not 0 || !redis.IsConnected;

    public async ValueTask<Verdict> TakeAsync(Allowance[] allowances)
    {
        if (failedAt is not 0 && time.GetElapsedTime(failedAt) < Pause || !redis.IsConnected)
            return local.Take(allowances);
        try
        {
            var answer = (RedisResult[])(await redis.GetDatabase().ScriptEvaluateAsync(Gcra.Script, Keys(allowances), Numbers(allowances)).WaitAsync(longest, time))!;
            if (Interlocked.Exchange(ref failedAt, 0) is not 0)
                CountingTogether(logger);
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

    private static RedisKey[] Keys(Allowance[] allowances) => Array.ConvertAll(allowances, allowance => (RedisKey)("limit:" + allowance.Key));

    private static RedisValue[] Numbers(Allowance[] allowances)
    {
        var numbers = new RedisValue[allowances.Length * 2];
        for (var index = 0; index < allowances.Length; index++)
        {
            numbers[2 * index] = allowances[index].Interval.ToString("R", CultureInfo.InvariantCulture);
            numbers[2 * index + 1] = allowances[index].Window.ToString("R", CultureInfo.InvariantCulture);
        }
        return numbers;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Redis is away, each gateway counts requests alone: {Reason}")]
    private static partial void CountingAlone(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Redis is back, gateways count requests together again")]
    private static partial void CountingTogether(ILogger logger);
}
