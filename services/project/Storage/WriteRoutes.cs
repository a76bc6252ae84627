using BidForge.Storage.Idempotency;

namespace BidForge.Projects.Storage;

internal static class WriteRoutes
{
    /// <summary>A group of writes: each may be sent again with its <c>Idempotency-Key</c>, and each is one transaction.</summary>
    public static RouteGroupBuilder MapWrites(this IEndpointRouteBuilder routes, string prefix) =>
        routes.MapGroup(prefix).WithIdempotency<RouteGroupBuilder, ProjectDb>().AddEndpointFilter<InTransaction>();
}
