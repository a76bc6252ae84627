using BidForge.ServiceDefaults.Plans;
using BidForge.ServiceDefaults.Telemetry;

namespace BidForge.Gateway.Limits;

internal static class LimitsExtensions
{
    public static void AddLimits(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<LimitOptions>().BindConfiguration("Limits").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddQuotas();
        builder.Services.AddSingleton<Metering>();
        builder.Services.AddInstruments<LimitMetrics>();
        builder.Services.AddSingleton<LocalLimiter>();
        builder.Services.AddSingleton<SharedLimiter>();
    }
}
