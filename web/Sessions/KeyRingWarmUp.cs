using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using StackExchange.Redis;

namespace BidForge.Web.Sessions;

/// <summary>
/// Makes the first key before the first request, one replica at a time: two replicas that start together would otherwise each make
/// a key of their own and not know the other's until their caches expire.
/// </summary>
internal sealed partial class KeyRingWarmUp(
    RedisConnection redis, IDataProtectionProvider protection, TimeProvider clock, ILogger<KeyRingWarmUp> log) : IHostedService
{
    private const string Lock = "web:data-protection-lock";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var holder = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        for (var attempt = 0; attempt < 100; attempt++)
        {
            try
            {
                if (await redis.Database.LockTakeAsync(Lock, holder, TimeSpan.FromSeconds(15)))
                {
                    protection.CreateProtector("warm-up").Protect([1]);
                    await redis.Database.LockReleaseAsync(Lock, holder);
                    return;
                }
            }
            catch (Exception failure) when (failure is RedisException or TimeoutException)
            {
                RedisAway(failure.GetType().Name);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), clock, cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(LogLevel.Warning, "Redis is not reachable yet ({Failure}); sessions wait for it")]
    private partial void RedisAway(string failure);
}
