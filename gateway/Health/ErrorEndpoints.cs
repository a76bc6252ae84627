using BidForge.Gateway.Routing;
using BidForge.ServiceDefaults.Errors;
using BidForge.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using StackExchange.Redis;

namespace BidForge.Gateway.Health;

/// <summary>A group of faults with the way to the trace of the last.</summary>
/// <param name="TraceLink">Where <c>Errors:TraceLink</c> says how traces are found; else null.</param>
public sealed record ListedErrors(ErrorGroup Group, string? TraceLink);

/// <summary>What went wrong in any process, for administrators of the marketplace.</summary>
internal static class ErrorEndpoints
{
    private const int Most = 200;

    public static void MapErrors(this IEndpointRouteBuilder routes)
    {
        var errors = routes.MapGroup("/api/v1/admin/errors").WithMetadata(OwnRoute.Instance).AddEndpointFilter(AdministratorsOnly.FilterAsync);
        errors.MapGet("", ListAsync);
        errors.MapDelete("/{id:regex(^[0-9a-f]{{12}}$)}", RemoveAsync);
    }

    /// <summary>Those seen last first; 50 unless <paramref name="limit"/> says otherwise, 200 at most.</summary>
    private static async Task<Results<Ok<Page>, ProblemHttpResult>> ListAsync(IConnectionMultiplexer redis, IConfiguration configuration, int limit = 50)
    {
        if (limit is < 1 or > Most)
            return Problem.Invalid("limit", $"Is a number from 1 to {Most}.");
        var groups = await new ErrorInbox(redis.GetDatabase()).ListAsync(limit);
        return TypedResults.Ok(new Page([.. groups.Select(group => new ListedErrors(group, LinkOf(configuration["Errors:TraceLink"], group.Last.TraceId)))]));
    }

    /// <summary>Puts a group away, as mended; seen again it counts anew. 404 where there is none.</summary>
    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(string id, IConnectionMultiplexer redis) =>
        await new ErrorInbox(redis.GetDatabase()).RemoveAsync(id) ? TypedResults.NoContent() : Problem.NotFound(ProblemCodes.NotFound, "group of errors");

    private static string? LinkOf(string? pattern, string? traceId) =>
        string.IsNullOrEmpty(pattern) || traceId is null ? null : pattern.Replace("{traceId}", traceId, StringComparison.Ordinal);

    internal sealed record Page(IReadOnlyList<ListedErrors> Data);
}
