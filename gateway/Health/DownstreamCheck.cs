using BidForge.ServiceDefaults.Discovery;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BidForge.Gateway.Health;

/// <summary>
/// Asks every replica of one service for its health. The gateway itself works without any of them, so it is degraded at worst.
/// The answer holds for two seconds: this page is public, and must not make work for the services.
/// </summary>
internal sealed class DownstreamCheck(string service, ServiceAddresses addresses, IHttpClientFactory clients, TimeProvider time) : IHealthCheck
{
    public const string ClientName = "health";
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();
    private Task<HealthCheckResult>? asked;
    private long askedAt;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        lock (gate)
        {
            if (asked is null || time.GetElapsedTime(askedAt) > Fresh)
                (asked, askedAt) = (AskAsync(), time.GetTimestamp());
            return asked;
        }
    }

    private async Task<HealthCheckResult> AskAsync()
    {
        var replicas = addresses.Of(service);
        if (replicas.Count is 0)
            return HealthCheckResult.Degraded("No address was given.");
        var healthy = (await Task.WhenAll(replicas.Select(IsHealthyAsync))).Count(answer => answer);
        return healthy == replicas.Count
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded($"{healthy} of {replicas.Count} replicas are healthy.");
    }

    private async Task<bool> IsHealthyAsync(Uri replica)
    {
        using var client = clients.CreateClient(ClientName);
        try
        {
            using var answer = await client.GetAsync(new Uri(replica, "/health"), HttpCompletionOption.ResponseHeadersRead, CancellationToken.None);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }
}
