using System.Text.Json;

namespace BidForge.Web.Api;

internal static class Refusals
{
    public static readonly ApiProblem Unreachable = new()
    {
        Status = 503, Code = "gateway.unreachable", Title = "BidForge can't be reached right now",
        Detail = "The part of BidForge that answers this is restarting. Nothing was lost; please try again in a moment.",
    };

    public static async Task<ApiException> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        var retryAfter = response.Headers.RetryAfter?.Delta;
        var problem = await ProblemAsync(response, cancellationToken) ?? new ApiProblem();
        return new(problem with { Status = status, Title = problem.Title ?? response.ReasonPhrase }, retryAfter);
    }

    private static async Task<ApiProblem?> ProblemAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) is not true) return null;
        try
        {
            return await response.Content.ReadFromJsonAsync<ApiProblem>(Json.Options, cancellationToken);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
