using BidForge.Auth.Storage;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace BidForge.Auth.Sessions;

/// <summary>Every hour removes sessions that have been over for a day, with their tokens, and tokens too old to be used.</summary>
internal sealed partial class ForgetOldSessions(IServiceScopeFactory scopes, TimeProvider time, ILogger<ForgetOldSessions> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<AuthDb>();
                var yesterday = time.GetUtcNow() - TimeSpan.FromDays(1);
                await db.Sessions.Where(session => session.EndedAt < yesterday || session.ExpiresAt < yesterday).ExecuteDeleteAsync(stoppingToken);
                await db.RefreshTokens.Where(token => token.CreatedAt < yesterday - Session.Lifetime).ExecuteDeleteAsync(stoppingToken);
            }
            catch (NpgsqlException fault)
            {
                LeftForLater(logger, fault.Message);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Old sessions stay for another hour: {Reason}")]
    private static partial void LeftForLater(ILogger logger, string reason);
}
