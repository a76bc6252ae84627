using BidForge.ServiceDefaults.Telemetry;

namespace BidForge.Gateway.Presence;

internal static class PresenceExtensions
{
    public static void AddPresence(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ActiveUsers>();
        builder.Services.AddHostedService(services => services.GetRequiredService<ActiveUsers>());
        builder.Services.AddInstruments<PresenceMetrics>();
    }
}
