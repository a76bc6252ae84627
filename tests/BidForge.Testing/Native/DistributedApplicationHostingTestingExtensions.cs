namespace Aspire.Hosting.Testing;

/// <summary>Addresses of a started application.</summary>
public static class DistributedApplicationHostingTestingExtensions
{
    public static HttpClient CreateHttpClient(this DistributedApplication app, string resourceName, string? endpointName = null) =>
        new() { BaseAddress = app.GetEndpoint(resourceName, endpointName) };

    public static Uri GetEndpoint(this DistributedApplication app, string resourceName, string? endpointName = null)
    {
        var endpoints = ((ProcessResource)app.Orchestrator.Find(resourceName)).Endpoints;
        return new Uri(endpoints.First(e => endpointName is null || e.Name == endpointName).Url(0));
    }

    /// <summary>Where one replica answers; Aspire itself names only the first.</summary>
    public static Uri GetReplicaEndpoint(this DistributedApplication app, string resourceName, int replica) =>
        new(((ProcessResource)app.Orchestrator.Find(resourceName)).Endpoints.First(e => e.Scheme == "http").Url(replica));

    public static ValueTask<string?> GetConnectionStringAsync(
        this DistributedApplication app, string resourceName, CancellationToken cancellationToken = default) =>
        ((IResourceWithConnectionString)app.Orchestrator.Find(resourceName)).GetConnectionStringAsync(cancellationToken);
}
