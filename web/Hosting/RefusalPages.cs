using BidForge.Web.Api;
using BidForge.Web.Sessions;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Diagnostics;
using StackExchange.Redis;

namespace BidForge.Web.Hosting;

/// <summary>Turns refusals that no page caught into pages: log in again, not found, not allowed, not available.</summary>
internal static class RefusalPages
{
    public static void UseRefusalPages(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = "/trouble",
            CreateScopeForErrors = true,
            StatusCodeSelector = StatusOf,
            SuppressDiagnosticsCallback = failure => StatusOf(failure.Exception) < 500,
        });
        app.UseStatusCodePagesWithReExecute("/trouble", createScopeForStatusCodePages: true);
        app.Use(AsGetAsync);
        app.Use(LogInAgainAsync);
    }

    private static int StatusOf(Exception failure) => failure switch
    {
        ApiException { Unauthorized: true } => StatusCodes.Status503ServiceUnavailable,
        ApiException refusal => (int)refusal.Status,
        RedisException or TimeoutException => StatusCodes.Status503ServiceUnavailable,
        BadHttpRequestException bad => bad.StatusCode,
        _ => StatusCodes.Status500InternalServerError,
    };

    /// <summary>The error page is a page to be read, whatever the request was that failed.</summary>
    private static Task AsGetAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<IExceptionHandlerFeature>() is null && context.Features.Get<IStatusCodeReExecuteFeature>() is null)
            return next(context);
        context.Request.Method = HttpMethods.Get;
        // The verdict was on the form that failed; left here, it would keep this page from making tokens for its own.
        context.Features.Set<IAntiforgeryValidationFeature>(null);
        if (context.Features.Get<IExceptionHandlerFeature>()?.Error is ApiException { RetryAfter: { } wait })
            context.Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return next(context);
    }

    /// <summary>
    /// A refused token that should still live means that the session was ended elsewhere: log in again. One that has run out could not be
    /// renewed because auth is away; that passes, so the session stays and the page says so.
    /// </summary>
    private static async Task LogInAgainAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (ApiException refusal) when (refusal.Unauthorized && !context.Response.HasStarted && !TokenRanOut(context))
        {
            await context.SignOutAsync(Tickets.Scheme);
            context.Response.Redirect("/login?returnUrl=" + Uri.EscapeDataString(context.Request.Path + context.Request.QueryString));
        }
    }

    private static bool TokenRanOut(HttpContext context) =>
        context.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Ticket is { } ticket
        && ticket.TokenExpires() <= context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
}
