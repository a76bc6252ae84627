using BidForge.ServiceDefaults.Discovery;

namespace BidForge.Bids.Terms;

internal static class DeadlinesExtensions
{
    public static void AddDeadlines(this IServiceCollection services)
    {
        services.AddSingleton<Deadlines>();
        services.AddHttpClient(Deadlines.ClientName)
            .AddServiceAddress("project")
            .ConfigureHttpClient(client => client.Timeout = TimeSpan.FromSeconds(5));
    }
}
