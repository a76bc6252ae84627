using System.Text.Json;
using System.Text.Json.Nodes;
using BidForge.Gateway.Routing;
using BidForge.ServiceDefaults.Discovery;

namespace BidForge.Gateway.Docs;

/// <summary>The API of all services as one document. A service that does not answer is shown as it was last read, or left out and named.</summary>
internal sealed partial class MergedDocument(ServiceAddresses addresses, IHttpClientFactory clients, TimeProvider time, ILogger<MergedDocument> logger)
{
    public const string ClientName = "openapi";
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan FreshWhenIncomplete = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim reading = new(1);
    private readonly Dictionary<string, ServiceDocument> last = [];
    private volatile Made? made;

    public async Task<byte[]> ReadAsync(CancellationToken cancellationToken)
    {
        if (Current is { } current)
            return current;
        await reading.WaitAsync(cancellationToken);
        try
        {
            if (Current is { } just)
                return just;
            var services = RouteTable.Services.Where(service => service is not RouteTable.Web).ToList();
            var answers = await Task.WhenAll(services.Select(service => AskAsync(service, cancellationToken)));
            foreach (var answer in answers.OfType<ServiceDocument>())
                last[answer.Service] = answer;
            var missing = services.Where(service => !last.ContainsKey(service)).ToList();
            var merged = DocumentMerge.Merge(services.Where(last.ContainsKey).Select(service => last[service]), missing);
            made = new(
                JsonSerializer.SerializeToUtf8Bytes(merged),
                time.GetUtcNow() + (answers.All(answer => answer is not null) ? Fresh : FreshWhenIncomplete));
            return made.Bytes;
        }
        finally
        {
            reading.Release();
        }
    }

    private byte[]? Current => made is { } document && time.GetUtcNow() < document.Until ? document.Bytes : null;

    private async Task<ServiceDocument?> AskAsync(string service, CancellationToken cancellationToken)
    {
        using var client = clients.CreateClient(ClientName);
        foreach (var replica in addresses.Of(service))
        {
            try
            {
                await using var body = await client.GetStreamAsync(new Uri(replica, "/openapi/v1.json"), cancellationToken);
                if (await JsonNode.ParseAsync(body, cancellationToken: cancellationToken) is JsonObject json)
                    return new(service, json);
            }
            catch (Exception fault) when (fault is HttpRequestException or JsonException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
            {
                NotRead(logger, service, fault.Message);
            }
        }
        return null;
    }

    private sealed record Made(byte[] Bytes, DateTimeOffset Until);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The API document of {Service} could not be read: {Reason}")]
    private static partial void NotRead(ILogger logger, string service, string reason);
}
