namespace BidForge.Bids.Sealing;

internal static class SealingExtensions
{
    public static void AddSealing(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<SealingOptions>().BindConfiguration("Sealing").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<Keys>();
        builder.Services.AddHostedService<KeyWatch>();
    }
}
