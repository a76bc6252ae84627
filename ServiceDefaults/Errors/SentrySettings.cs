using Sentry;
using Sentry.AspNetCore;
using Sentry.Extensibility;

namespace BidForge.ServiceDefaults.Errors;

/// <summary>What leaves for Sentry: types, places and the trace's id. No message of an exception, no request, no person: any of them may hold what nobody may know yet.</summary>
internal static class SentrySettings
{
    public static void Apply(SentryAspNetCoreOptions sentry, string dsn, string process, string environment)
    {
        sentry.Dsn = dsn;
        sentry.Environment = environment.ToLowerInvariant();
        sentry.SendDefaultPii = false;
        sentry.MaxRequestBodySize = RequestSize.None;
        sentry.AutoSessionTracking = false;
        sentry.IsGlobalModeEnabled = true;
        sentry.TracesSampleRate = 0;
        sentry.MaxBreadcrumbs = 0;
        sentry.SetBeforeSend(report =>
        {
            report.Request = new();
            report.User = new();
            report.ServerName = null;
            report.TransactionName = null;
            report.SetTag("process", process);
            if (report.Message is { } message)
                report.Message = new SentryMessage { Message = message.Message };
            foreach (var exception in report.SentryExceptions ?? [])
                exception.Value = exception.Type;
            return report;
        });
    }
}
