using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BidForge.ServiceDefaults.Errors;

internal static class ErrorExtensions
{
    /// <summary>Faults go into the inbox, and to a server that speaks Sentry's protocol if <c>Sentry:Dsn</c> names one.</summary>
    public static void AddErrors(this WebApplicationBuilder builder, string process)
    {
        builder.Services.AddSingleton(services => new ErrorCapture(process, services.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton<ILoggerProvider>(services => services.GetRequiredService<ErrorCapture>());
        builder.Services.AddHostedService<ErrorKeeper>();
        if (builder.Configuration["Sentry:Dsn"] is { Length: > 0 } dsn)
            builder.WebHost.UseSentry(sentry => SentrySettings.Apply(sentry, dsn, process, builder.Environment.EnvironmentName));
    }
}
