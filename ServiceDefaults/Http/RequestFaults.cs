using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Npgsql;
using StackExchange.Redis;

namespace BidForge.ServiceDefaults.Http;

/// <summary>Turns what escapes an endpoint into the right problem: unreadable requests are 400 naming the field, a database out of reach is 503 with Retry-After.</summary>
internal sealed partial class RequestFaults(IProblemDetailsService problems, ILogger<RequestFaults> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        switch (exception)
        {
            case BadHttpRequestException { StatusCode: StatusCodes.Status400BadRequest } bad:
                await Problem.Invalid(Explain(bad)).ExecuteAsync(context);
                return true;
            case BadHttpRequestException bad:
                context.Response.StatusCode = bad.StatusCode;
                return await problems.TryWriteAsync(new() { HttpContext = context, ProblemDetails = { Status = bad.StatusCode, Title = bad.Message } });
            case OperationCanceledException when context.RequestAborted.IsCancellationRequested:
                context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
                return true;
            case var _ when IsUnavailable(exception):
                DependencyUnavailable(logger, exception.GetType().Name, exception.Message);
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                context.Response.Headers.RetryAfter = "2";
                return await problems.TryWriteAsync(new()
                {
                    HttpContext = context,
                    ProblemDetails = { Status = StatusCodes.Status503ServiceUnavailable, Title = "Something this needs is out of reach for the moment. Try again." },
                });
            default:
                return false;
        }
    }

    private static Dictionary<string, string[]> Explain(BadHttpRequestException bad)
    {
        if (bad.InnerException is not JsonException json)
            return BoundParameter().Match(bad.Message) is { Success: true } bound
                ? new() { [JsonNamingPolicy.CamelCase.ConvertName(bound.Groups[1].Value)] = ["Has the wrong type or format."] }
                : new() { ["request"] = [bad.Message] };
        var field = JsonField(json.Path);
        if (!json.Message.Contains("missing required properties", StringComparison.Ordinal))
            return new() { [field] = [JsonMessage(json)] };
        var prefix = field is "body" ? "" : field + ".";
        return QuotedName().Matches(json.Message[json.Message.IndexOf("missing required", StringComparison.Ordinal)..]).ToDictionary(name => prefix + name.Groups[1].Value, _ => new[] { "Is required." });
    }

    private static string JsonField(string? path) => path is null or "$" ? "body" : path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : path.TrimStart('$');

    private static string JsonMessage(JsonException json)
    {
        var message = json.InnerException?.Message ?? json.Message;
        if (json.Message.Contains("could not be mapped to any .NET member", StringComparison.Ordinal))
            return "Is not a known field.";
        if (json.Message.Contains("could not be converted", StringComparison.Ordinal))
            return json.InnerException is JsonFieldException field ? field.Message : "Has the wrong type or format.";
        var cut = message.IndexOf(" Path:", StringComparison.Ordinal);
        return cut < 0 ? message : message[..cut];
    }

    private static bool IsUnavailable(Exception exception) => exception switch
    {
        PostgresException postgres => postgres.IsTransient || postgres.SqlState is "57P01" or "57P02" or "57P03" or "53300",
        NpgsqlOperationInProgressException => false,
        // Without a cause: the driver knows of each of several hosts that it will not do at present, and asks none.
        NpgsqlException npgsql => npgsql.IsTransient || npgsql.InnerException is not { } cause || cause is IOException || IsUnavailable(cause),
        SocketException or TimeoutException or RedisException => true,
        { InnerException: { } inner } => IsUnavailable(inner),
        _ => false,
    };

    // Failed to bind parameter "double? Latitude" from "abc".
    [GeneratedRegex("^Failed to bind parameter \"\\S+ (\\w+)\" from")]
    private static partial Regex BoundParameter();

    [GeneratedRegex("'([^']+)'")]
    private static partial Regex QuotedName();

    [LoggerMessage(Level = LogLevel.Warning, Message = "A dependency is out of reach: {Fault} {Reason}")]
    private static partial void DependencyUnavailable(ILogger logger, string fault, string reason);
}
