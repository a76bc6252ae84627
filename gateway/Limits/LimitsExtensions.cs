using BidForge.ServiceDefaults.Telemetry;

namespace BidForge.Gateway.Limits;

internal static class LimitsExtensions
{
    public static void AddLimits(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<LimitOptions>().BindConfiguration("Limits").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddInstruments<LimitMetrics>();
        builder.Services.AddSingleton<LocalLimiter>();
        builder.Services.AddSingleton<SharedLimiter>();
    }
}
