namespace BidForge.Gateway.Limits;

/// <summary>
/// The generic cell rate algorithm (ITU-T I.371) keeps one number per key: the time at which the allowance would be whole again.
/// <see cref="Script"/> is the same in Redis, over all keys of a request in one round trip and by Redis' own clock.
/// </summary>
internal static class Gcra
{
    /// <summary>KEYS: the counts. ARGV: for each its interval and window in microseconds. Answers: allowed 0 or 1, index of the deciding key, remaining, wait, reset (microseconds).</summary>
    public const string Script = """
        local t = redis.call('TIME')
        local now = t[1] * 1000000 + t[2]
        local full, least, least_left, least_reset = {}, 1, math.huge, 0
        for i, key in ipairs(KEYS) do
            local interval, window = tonumber(ARGV[2 * i - 1]), tonumber(ARGV[2 * i])
            local at = math.max(tonumber(redis.call('GET', key) or '0'), now) + interval
            if at - now > window + 0.5 then
                return {0, i, 0, math.ceil(at - window - now), math.ceil(at - interval - now)}
            end
            full[i] = at
            local left = math.floor((window - (at - now)) / interval + 0.001)
            if left < least_left then least, least_left, least_reset = i, left, math.ceil(at - now) end
        end
        for i, key in ipairs(KEYS) do
            redis.call('SET', key, string.format('%.0f', full[i]), 'PX', math.ceil((full[i] - now) / 1000) + 1)
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
