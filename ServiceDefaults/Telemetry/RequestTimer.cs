using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace BidForge.ServiceDefaults.Telemetry;

/// <summary>Times requests from outside of everything that a process does with them, and names their spans.</summary>
internal sealed class RequestTimer(RequestMetrics metrics, TimeProvider time) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (context, inner) =>
        {
            var started = time.GetTimestamp();
            var threw = true;
            try
            {
                await inner(context);
                threw = false;
            }
            finally
            {
                var answer = Answer.To(context, threw);
                metrics.Answered(answer, time.GetElapsedTime(started));
                if (context.Features.Get<IHttpActivityFeature>()?.Activity is { } span)
                    Describe(span, answer);
            }
        });
        next(app);
    };

    // As OpenTelemetry's conventions for HTTP servers have it; .NET leaves these to an instrumentation package.
    private static void Describe(Activity span, Answer answer)
    {
        span.DisplayName = answer.Route is null ? answer.Method : $"{answer.Method} {answer.Route}";
        span.SetTag("http.route", answer.Route);
        span.SetTag("http.response.status_code", answer.Status);
        if (answer.Status >= StatusCodes.Status500InternalServerError)
            span.SetStatus(ActivityStatusCode.Error);
    }
}
