using BidForge.Projects.Storage;
using BidForge.ServiceDefaults.Tokens;

namespace BidForge.Projects.Packages;

internal static class PackageEndpoints
{
    public static void MapPackages(this IEndpointRouteBuilder routes)
    {
        var packages = routes.MapGroup("/packages").WithTags("Packages");
        packages.MapGet("/{packageId:guid}", GetPackage.HandleAsync);

        var posting = routes.MapWrites("").WithTags("Packages").RequireAuthorization(Policies.ContractorEstimator);
        posting.MapPost("/projects/{projectId:guid}/packages", AddPackage.HandleAsync);
        posting.MapPut("/packages/{packageId:guid}", ChangePackage.HandleAsync);
        posting.MapDelete("/packages/{packageId:guid}", DeletePackage.HandleAsync);
        posting.MapPost("/packages/{packageId:guid}/publish", PublishPackage.HandleAsync);
    }

    /// <summary>What other services ask; outside of what the gateway routes.</summary>
    public static void MapPackagesForServices(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/internal/packages/{packageId:guid}/deadline", GetDeadline.HandleAsync).AllowAnonymous().ExcludeFromDescription();
}
