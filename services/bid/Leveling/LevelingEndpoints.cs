using BidForge.Bids.Leveling.Export;
using BidForge.Bids.Storage;
using BidForge.ServiceDefaults.Tokens;

namespace BidForge.Bids.Leveling;

internal static class LevelingEndpoints
{
    public static void MapLeveling(this IEndpointRouteBuilder api)
    {
        var package = api.MapGroup("/packages/{packageId:guid}").WithTags("Leveling");
        package.MapGet("/leveling", LevelBids.HandleAsync).RequireAuthorization(Policies.Contractor);
        package.MapPut("/leveling/plugs", PutPlug.HandleAsync).RequireAuthorization(Policies.ContractorEstimator).TakesKey();
        package.MapPut("/leveling/alternates", TakeAlternates.HandleAsync).RequireAuthorization(Policies.ContractorEstimator).TakesKey();
        package.MapGet("/leveling/estimate", GetEstimate.HandleAsync).RequireAuthorization(Policies.Contractor);
        package.MapPut("/leveling/estimate", PutEstimate.HandleAsync).RequireAuthorization(Policies.ContractorEstimator).TakesKey();
        package.MapGet("/leveling.csv", ExportSheet.CsvAsync).RequireAuthorization(Policies.Contractor);
        package.MapGet("/leveling.pdf", ExportSheet.PdfAsync).RequireAuthorization(Policies.Contractor);
        package.MapPost("/bids/external", AddExternalBid.HandleAsync).RequireAuthorization(Policies.ContractorEstimator).TakesKey();
        package.MapDelete("/bids/external/{bidId:guid}", RemoveExternalBid.HandleAsync).RequireAuthorization(Policies.ContractorEstimator).TakesKey();
    }
}
