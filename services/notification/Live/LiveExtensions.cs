namespace BidForge.Notifications.Live;

internal static class LiveExtensions
{
    public static void AddLive(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<LiveOptions>().BindConfiguration("Live").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<FeedReader>();
        builder.Services.AddSingleton<Feeds>();
        builder.Services.AddHostedService<Listener>();
    }
}
