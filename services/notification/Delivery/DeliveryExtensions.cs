using BidForge.ServiceDefaults.Telemetry;

namespace BidForge.Notifications.Delivery;

internal static class DeliveryExtensions
{
    public static void AddDelivery(this WebApplicationBuilder builder)
    {
        builder.Services.AddInstruments<NotificationMetrics>();
        builder.Services.AddScoped<Post>();
        builder.Services.AddScoped<Audience>();
        builder.Services.AddScoped<People>();
        builder.Services.AddScoped<Zones>();
    }
}
