namespace BidForge.Gateway.Limits;

/// <summary>
/// The generic cell rate algorithm (ITU-T I.371) keeps one number per key: the time at which the allowance would be whole again.
/// <see cref="Script"/> is the same in Redis, over all keys of a request in one round trip and by Redis' own clock.
/// </summary>
internal static class Gcra
{
    /// <summary>
    /// KEYS: the counts, then the hashes of the company's day and month where it is metered. ARGV: how many counts; for each its interval and window in microseconds;
    /// the company, its requests of a month (0: no limit), and how many seconds a day's hash is kept; a month's is kept 32 days. Answers: refused 0, allowed 1 or over the month's quota 2,
    /// index of the deciding key, remaining or the month's requests, wait, reset (microseconds). What is refused is not counted.
    /// </summary>
    public const string Script = """
        local t = redis.call('TIME')
        local now = t[1] * 1000000 + t[2]
        local counts = tonumber(ARGV[1])
        local full, least, least_left, least_reset = {}, 1, math.huge, 0
        for i = 1, counts do
            local interval, window = tonumber(ARGV[2 * i]), tonumber(ARGV[2 * i + 1])
            local at = math.max(tonumber(redis.call('GET', KEYS[i]) or '0'), now) + interval
            if at - now > window + 0.5 then
                return {0, i, 0, math.ceil(at - window - now), math.ceil(at - interval - now)}
            end
            full[i] = at
            local left = math.floor((window - (at - now)) / interval + 0.001)
            if left < least_left then least, least_left, least_reset = i, left, math.ceil(at - now) end
        end
        local day, month = KEYS[counts + 1], KEYS[counts + 2]
        local company, limit = ARGV[2 * counts + 2], tonumber(ARGV[2 * counts + 3] or '0')
        if limit > 0 then
            local used = tonumber(redis.call('HGET', month, company) or '0')
            if used >= limit then return {2, least, used, 0, 0} end
        end
        for i = 1, counts do
            redis.call('SET', KEYS[i], string.format('%.0f', full[i]), 'PX', math.ceil((full[i] - now) / 1000) + 1)
        end
        if day then
            if redis.call('HINCRBY', day, company, 1) == 1 then
                redis.call('HSETNX', day, 'epoch', string.format('%.0f', now))
                redis.call('EXPIRE', day, ARGV[2 * counts + 4])
            end
            if redis.call('HINCRBY', month, company, 1) == 1 then redis.call('EXPIRE', month, 2764800) end
        end
        return {1, least, least_left, 0, least_reset}
        """;

    /// <summary>Counts one request; <paramref name="fullAt"/> (microseconds) changes only when it is allowed.</summary>
    public static Verdict Count(Allowance allowance, double now, ref double fullAt)
    {
        var at = Math.Max(fullAt, now) + allowance.Interval;
        if (at - now > allowance.Window + 0.5)
            return new(allowance, false, 0, Span(at - allowance.Window - now), Span(at - allowance.Interval - now));
        fullAt = at;
        return new(allowance, true, (long)((allowance.Window - (at - now)) / allowance.Interval + 0.001), TimeSpan.Zero, Span(at - now));
    }

    public static TimeSpan Span(double microseconds) => TimeSpan.FromMicroseconds(Math.Ceiling(microseconds));
}
