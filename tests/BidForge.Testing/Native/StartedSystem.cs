namespace BidForge.Testing;

internal static class StartedSystem
{
    public static async Task<DistributedApplication> StartAsync(
        string[] only, bool sharesBroker, string[] arguments, Action<IDistributedApplicationTestingBuilder> configure, CancellationToken cancellationToken)
    {
        string[] part = only.Length == 0 ? [] : ["--only", string.Join(',', only)];
        string[] broker = sharesBroker && await SharedBroker.AddressAsync(cancellationToken) is { } address ? ["--broker", address] : [];
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.BidForge_AppHost>([.. part, .. broker, .. arguments], cancellationToken);
        if (only.Length > 0)
            ExpectOnly(builder, only);
        configure(builder);
        var app = await builder.BuildAsync(cancellationToken);
        try
        {
            await app.StartAsync(cancellationToken);
            await app.WaitForAllHealthyAsync(cancellationToken);
            return app;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            var problems = app.Problems();
            await app.DisposeAsync();
            throw new TimeoutException($"The system did not become healthy in time. {problems}");
        }
    }

    /// <summary>Events are held back until every subscriber has its queue: in a part of the system, those that are not there are not waited for.</summary>
    private static void ExpectOnly(IDistributedApplicationTestingBuilder builder, string[] only)
    {
        const string Subscribers = "Messaging__Subscribers";
        foreach (var service in builder.Resources.OfType<ProjectResource>().Where(p => only.Contains(p.Name)))
            service.Environment.Add(env =>
            {
                if (env.TryGetValue(Subscribers, out var all))
                    env[Subscribers] = string.Join(',', all.Split(',').Intersect(only));
            });
    }
}
