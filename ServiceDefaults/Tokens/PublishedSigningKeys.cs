using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;
using StackExchange.Redis;

namespace BidForge.ServiceDefaults.Tokens;

/// <summary>
/// Reads the key set at /.well-known/jwks.json (RFC 7517). The last one read is also kept in Redis,
/// so that a service that starts while auth is down can still check tokens.
/// </summary>
internal sealed partial class PublishedSigningKeys(IHttpClientFactory clients, IServiceProvider services, ILogger<PublishedSigningKeys> logger) : ISigningKeySource
{
    public const string ClientName = "signing-keys";

    private const string RedisKey = "bidforge:jwks";

    public async Task<IReadOnlyCollection<SecurityKey>> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var client = clients.CreateClient(ClientName);
            client.Timeout = TimeSpan.FromSeconds(10);
            var json = await client.GetStringAsync(new Uri("/.well-known/jwks.json", UriKind.Relative), cancellationToken);
            var keys = Parse(json);
            await KeepAsync(json);
            return keys;
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            if (await KeptAsync() is not { } json)
                throw;
            UsingKeptKeys(logger, fault.Message);
            return Parse(json);
        }
    }

    private static IReadOnlyCollection<SecurityKey> Parse(string json) => [.. new JsonWebKeySet(json).GetSigningKeys()];

    private async Task KeepAsync(string json)
    {
        if (services.GetService<IConnectionMultiplexer>() is not { IsConnected: true } redis)
            return;
        try
        {
            await redis.GetDatabase().StringSetAsync(RedisKey, json);
        }
        catch (Exception fault) when (fault is RedisException or TimeoutException)
        {
            KeysNotKept(logger, fault.Message);
        }
    }

    private async Task<string?> KeptAsync()
    {
        if (services.GetService<IConnectionMultiplexer>() is not { IsConnected: true } redis)
            return null;
        try
        {
            return await redis.GetDatabase().StringGetAsync(RedisKey);
        }
        catch (Exception fault) when (fault is RedisException or TimeoutException)
        {
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The auth service does not answer ({Reason}); tokens are checked with the keys it published last")]
    private static partial void UsingKeptKeys(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "The published keys could not be kept in Redis: {Reason}")]
    private static partial void KeysNotKept(ILogger logger, string reason);
}
