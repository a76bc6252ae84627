namespace BidForge.Testing;

internal static class StartedSystem
{
    public static async Task<DistributedApplication> StartAsync(
        string[] only, bool sharesBroker, string[] arguments, Action<IDistributedApplicationTestingBuilder> configure, CancellationToken cancellationToken)
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.BidForge_AppHost>(["--port", "0", .. arguments], cancellationToken);
        foreach (var resource in builder.Resources.Where(r => only.Length > 0 && !IsNeeded(r, only)).ToList())
            builder.Resources.Remove(resource);
        configure(builder);
        var app = await builder.BuildAsync(cancellationToken);
        await app.StartAsync(cancellationToken);
        foreach (var resource in builder.Resources.Where(r => r is IResourceWithEndpoints))
            await app.ResourceNotifications.WaitForResourceHealthyAsync(resource.Name, cancellationToken);
        return app;
    }

    // Parameters and databases cost nothing by themselves and are kept.
    private static bool IsNeeded(IResource resource, string[] only) =>
        resource is not IResourceWithEndpoints || resource is not ProjectResource || only.Contains(resource.Name);
}
