using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace BidForge.ServiceDefaults.Http;

public static class ProblemsExtensions
{
    /// <summary>Every error leaves as RFC 9457 problem details with a stable <c>code</c> and a <c>traceId</c>.</summary>
    public static IServiceCollection AddBidForgeProblems(this IServiceCollection services)
    {
        services.AddProblemDetails(options => options.CustomizeProblemDetails = context =>
        {
            var problem = context.ProblemDetails;
            problem.Extensions["traceId"] = Activity.Current?.TraceId.ToHexString() ?? context.HttpContext.TraceIdentifier;
            problem.Extensions.TryAdd("code", DefaultCode(problem.Status ?? context.HttpContext.Response.StatusCode));
        });
        services.AddExceptionHandler<RequestFaults>();
        return services;
    }

    private static string DefaultCode(int status) => status switch
    {
        StatusCodes.Status400BadRequest => ProblemCodes.RequestInvalid,
        StatusCodes.Status401Unauthorized => ProblemCodes.TokenInvalid,
        StatusCodes.Status403Forbidden => ProblemCodes.Forbidden,
        StatusCodes.Status404NotFound => ProblemCodes.NotFound,
        StatusCodes.Status405MethodNotAllowed => "request.method-not-allowed",
        StatusCodes.Status413PayloadTooLarge => "request.too-large",
        StatusCodes.Status415UnsupportedMediaType => "request.media-type",
        StatusCodes.Status429TooManyRequests => "request.rate-limited",
        StatusCodes.Status503ServiceUnavailable => ProblemCodes.Unavailable,
        >= 500 => "internal",
        _ => "request.refused",
    };
}
