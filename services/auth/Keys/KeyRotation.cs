using BidForge.Auth.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace BidForge.Auth.Keys;

/// <summary>
/// Makes the first key at the first start, and later keys ahead of their time: published first, then used; the one before stays published
/// until its last token has expired. All under a lock of the database, so that replicas agree.
/// </summary>
internal sealed partial class KeyRotation(
    IServiceScopeFactory scopes, KeyRing ring, KeySealer sealer, IOptions<KeyOptions> options, TimeProvider time, ILogger<KeyRotation> logger) : BackgroundService
{
    private const long LockId = 0x42_69_64_4b_65_79_73;

    // The last token signed, the clocks of others, and a margin.
    private static readonly TimeSpan PublishedAfterUse = AccessTokens.Lifetime + TimeSpan.FromMinutes(5);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await TurnAsync(cancellationToken);
        }
        catch (PostgresException fault) when (fault.SqlState is PostgresErrorCodes.UndefinedTable)
        {
            // Somebody else is to migrate the database: the service runs, is not ready, and looks again.
            NoTableYet(logger);
        }
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (ring.Keys.Count is 0)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), time, stoppingToken);
            await TryTurnAsync(stoppingToken);
        }
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.Value.KeyCheckSeconds), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await TryTurnAsync(stoppingToken);
    }

    private async Task TryTurnAsync(CancellationToken cancellationToken)
    {
        try
        {
            await TurnAsync(cancellationToken);
        }
        catch (Exception fault) when (fault is NpgsqlException or InvalidOperationException { InnerException: NpgsqlException })
        {
            GoingOnWithOldKeys(logger, fault.Message);
        }
    }

    private async Task TurnAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AuthDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({LockId})", cancellationToken);
        var stored = await db.SigningKeys.OrderBy(key => key.SignsFrom).ToListAsync(cancellationToken);
        var now = time.GetUtcNow();
        if (Next(stored, now) is { } next)
        {
            db.Add(next);
            stored.Add(next);
            KeyMade(logger, next.Id, next.SignsFrom);
        }
        var retired = stored.Where((_, index) => index + 1 < stored.Count && stored[index + 1].SignsFrom + PublishedAfterUse < now).ToList();
        db.RemoveRange(retired);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        var known = ring.Keys.ToDictionary(key => key.Id);
        ring.Replace([.. stored.Except(retired).Select(key => known.TryGetValue(key.Id, out var pair) ? pair : KeyPair.Open(key, sealer))]);
    }

    private SigningKey? Next(List<SigningKey> stored, DateTimeOffset now)
    {
        if (stored.Count is 0)
            return KeyPair.Generate(sealer, now, now);
        var due = stored[^1].SignsFrom + TimeSpan.FromDays(options.Value.KeyDays);
        var lead = TimeSpan.FromMinutes(options.Value.KeyLeadMinutes);
        return now + lead >= due ? KeyPair.Generate(sealer, now, now + lead) : null;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Signing key {KeyId} was made; it signs from {SignsFrom}")]
    private static partial void KeyMade(ILogger logger, string keyId, DateTimeOffset signsFrom);

    [LoggerMessage(Level = LogLevel.Warning, Message = "There is no table of signing keys yet: the database has not been migrated")]
    private static partial void NoTableYet(ILogger logger);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The signing keys could not be read again; the known ones stay in use: {Reason}")]
    private static partial void GoingOnWithOldKeys(ILogger logger, string reason);
}
