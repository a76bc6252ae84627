using BidForge.Bids.Storage;
using BidForge.ServiceDefaults.Tokens;

namespace BidForge.Bids.Award;

internal static class AwardEndpoints
{
    public static IServiceCollection AddAward(this IServiceCollection services)
    {
        services.AddOptions<AwardOptions>().BindConfiguration("Award").ValidateDataAnnotations().ValidateOnStart();
        return services.AddSingleton<UndoAward>();
    }

    public static void MapAward(this IEndpointRouteBuilder api)
    {
        var award = api.MapGroup("/packages/{packageId:guid}/award").WithTags("Award").RequireAuthorization(Policies.ContractorEstimator);
        award.MapPost("/", AwardPackage.HandleAsync).TakesKey();
        award.MapPost("/undo", UndoAward.HandleAsync).TakesKey();
    }
}
