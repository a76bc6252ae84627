using System.Text.Json;
using System.Text.Json.Serialization;
using BidForge.ServiceDefaults.Discovery;

namespace BidForge.Gateway.Health;

/// <summary>What one replica says of itself at <c>/health</c>.</summary>
/// <param name="Replica">Where it listens.</param>
/// <param name="Status">healthy, degraded, unhealthy, or away when it does not answer.</param>
/// <param name="Checks">Its dependencies, disk and memory as it tells them; absent when it is away.</param>
public sealed record ReplicaHealth(Uri Replica, string Status, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonElement? Checks)
{
    public bool Works => Status is "healthy" or "degraded";
}

/// <summary>
/// Asks every replica of one service for its health. The answers hold for two seconds: they are shown on public pages,
/// which must not make work for the services.
/// </summary>
internal sealed class Downstream(string service, ServiceAddresses addresses, IHttpClientFactory clients, TimeProvider time)
{
    public const string ClientName = "health";
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();
    private Task<ReplicaHealth[]>? asked;
    private long askedAt;

    public Task<ReplicaHealth[]> ReplicasAsync()
    {
        lock (gate)
        {
            if (asked is null || time.GetElapsedTime(askedAt) > Fresh)
                (asked, askedAt) = (Task.WhenAll(addresses.Of(service).Select(AskAsync)), time.GetTimestamp());
            return asked;
        }
    }

    private async Task<ReplicaHealth> AskAsync(Uri replica)
    {
        using var client = clients.CreateClient(ClientName);
        try
        {
            using var answer = await client.GetAsync(new Uri(replica, "/health"), CancellationToken.None);
            var told = await ReadAsync(answer.Content);
            // The code counts: whoever balances over the replicas goes by it too.
            var status = !answer.IsSuccessStatusCode ? "unhealthy" : told?.Status is "degraded" ? "degraded" : "healthy";
            return new(replica, status, told?.Checks);
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException)
        {
            return new(replica, "away", null);
        }
    }

    private static async Task<Told?> ReadAsync(HttpContent content)
    {
        try
        {
            return JsonSerializer.Deserialize<Told>(await content.ReadAsByteArrayAsync(), JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Told(string? Status, JsonElement? Checks);
}
