using BidForge.ServiceDefaults.Discovery;

namespace BidForge.Web.Api;

internal static class ApiSetup
{
    /// <summary>Registers the clients of the API's areas. All calls go to the gateway at <c>services__gateway__http__0</c>.</summary>
    public static void AddApi(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddTransient<UserHeaders>();
        services.AddTransient<CallTimeout>();
        services.AddHttpClient<Gateway>(client => client.Timeout = Timeout.InfiniteTimeSpan)
            .AddServiceAddress("gateway")
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(5),
                PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .AddHttpMessageHandler<CallTimeout>()
            .AddHttpMessageHandler<UserHeaders>();
        services.AddTransient<AuthApi>().AddTransient<CompanyApi>().AddTransient<ProjectApi>().AddTransient<PackageApi>()
            .AddTransient<InvitationApi>().AddTransient<BidApi>().AddTransient<OpeningApi>().AddTransient<FileApi>()
            .AddTransient<NotificationApi>().AddTransient<AnalyticsApi>().AddTransient<StatusApi>()
            .AddTransient<UsageApi>();
    }
}
