using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace BidForge.ServiceDefaults.Tokens;

/// <summary>
/// Keeps the signing keys in memory: read at first need, again after ten minutes, and at once (but not more than every five seconds) when a token names a key that is not among them.
/// While a re-read fails, the old keys stay in use.
/// </summary>
internal sealed class SigningKeyCache(ISigningKeySource source, TimeProvider time) : IConfigurationManager<OpenIdConnectConfiguration>, IDisposable
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim reading = new(1);
    private volatile OpenIdConnectConfiguration? current;
    private DateTimeOffset readAt;
    private volatile bool stale;

    public async Task<OpenIdConnectConfiguration> GetConfigurationAsync(CancellationToken cancel)
    {
        if (Fresh is { } fresh)
            return fresh;
        await reading.WaitAsync(cancel);
        try
        {
            if (Fresh is { } read)
                return read;
            var configuration = new OpenIdConnectConfiguration { Issuer = TokenOptions.Issuer };
            foreach (var key in await source.ReadAsync(cancel))
                configuration.SigningKeys.Add(key);
            (current, readAt, stale) = (configuration, time.GetUtcNow(), false);
            return configuration;
        }
        catch (Exception) when (current is not null && !cancel.IsCancellationRequested)
        {
            (readAt, stale) = (time.GetUtcNow(), false);
            return current;
        }
        finally
        {
            reading.Release();
        }
    }

    public void RequestRefresh()
    {
        if (time.GetUtcNow() - readAt > Patience)
            stale = true;
    }

    public void Dispose() => reading.Dispose();

    private OpenIdConnectConfiguration? Fresh => stale || time.GetUtcNow() - readAt > Lifetime ? null : current;
}
