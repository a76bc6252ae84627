using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace BidForge.ServiceDefaults.Http;

/// <summary>Makes the problem details that endpoints return (RFC 9457).</summary>
public static class Problem
{
    /// <param name="code">Stable, for programs: <c>bid.deadline-passed</c>.</param>
    /// <param name="title">Short, for people; the same for every occurrence of the code.</param>
    /// <param name="detail">What happened this time.</param>
    /// <param name="extensions">More members for programs, such as both times of a refused bid.</param>
    public static ProblemHttpResult Of(int status, string code, string title, string? detail = null, IEnumerable<KeyValuePair<string, object?>>? extensions = null)
    {
        var problem = new ProblemDetails { Status = status, Title = title, Detail = detail };
        problem.Extensions["code"] = code;
        foreach (var (key, value) in extensions ?? [])
            problem.Extensions[key] = value;
        return TypedResults.Problem(problem);
    }

    /// <summary>404: it is not there, or not yours; the two look alike.</summary>
    public static ProblemHttpResult NotFound(string code, string what) => Of(StatusCodes.Status404NotFound, code, $"There is no such {what}.");

    public static ProblemHttpResult Conflict(string code, string title, string? detail = null, IEnumerable<KeyValuePair<string, object?>>? extensions = null) =>
        Of(StatusCodes.Status409Conflict, code, title, detail, extensions);

    public static ProblemHttpResult Forbidden(string title) => Of(StatusCodes.Status403Forbidden, ProblemCodes.Forbidden, title);

    /// <summary>400 naming each field that was wrong.</summary>
    public static ProblemHttpResult Invalid(IDictionary<string, string[]> errors)
    {
        var problem = new HttpValidationProblemDetails(errors) { Status = StatusCodes.Status400BadRequest, Title = "The request has fields that can't be accepted." };
        problem.Extensions["code"] = ProblemCodes.RequestInvalid;
        return TypedResults.Problem(problem);
    }

    public static ProblemHttpResult Invalid(string field, string message) => Invalid(new Dictionary<string, string[]> { [field] = [message] });
}
