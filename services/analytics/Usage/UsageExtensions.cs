using BidForge.Contracts.Auth;
using BidForge.Contracts.Files;
using BidForge.Messaging;
using BidForge.ServiceDefaults.Plans;

namespace BidForge.Analytics.Usage;

internal static class UsageExtensions
{
    public static void AddUsage(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<UsageOptions>().BindConfiguration("Usage").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddQuotas();
        builder.Services.AddHostedService<UsageKeeper>();
        builder.Services.AddHostedService<RequestCollector>();
    }

    public static MessagingBuilder MeterUsage(this MessagingBuilder bus) => bus
        .Handle<CompanyPlanChanged, PlanFact>()
        .Handle<StorageChanged, StorageMeter>();

    public static void MapUsage(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/usage", ReadUsage.HandleAsync).WithTags("Usage").RequireAuthorization();
}
