using BidForge.Ledger;

namespace BidForge.Bids.Sealing;

internal static class SealingExtensions
{
    public static void AddSealing(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<SealingOptions>().BindConfiguration("Sealing").ValidateDataAnnotations().ValidateOnStart();
        // A key management service takes this one's place: it needs the ids of its keys only, and the file holds the rest.
        builder.Services.AddSingleton<Func<KeyFile, IMasterKeys>>(file => new FileMasterKeys(file));
        builder.Services.AddSingleton<Keys>();
        builder.Services.AddHostedService<KeyWatch>();
    }
}
