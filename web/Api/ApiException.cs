using System.Net;

namespace BidForge.Web.Api;

/// <summary>The API said no. <see cref="Problem"/> holds its words; pages show them or let the error page do so.</summary>
internal sealed class ApiException(ApiProblem problem, TimeSpan? retryAfter = null)
    : Exception($"{problem.Status} {problem.Code}")
{
    public ApiProblem Problem => problem;
    public HttpStatusCode Status => (HttpStatusCode)problem.Status;
    public TimeSpan? RetryAfter => retryAfter;

    public bool NotFound => Status is HttpStatusCode.NotFound;
    public bool Unauthorized => Status is HttpStatusCode.Unauthorized;
    public bool Unavailable => Status is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;
}
