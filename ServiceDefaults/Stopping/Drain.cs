using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace BidForge.ServiceDefaults.Stopping;

/// <summary>
/// A connection that is kept and closed by a server may just have carried a request, which nobody may send again if it writes. So between the
/// signal and the end there is a moment in which every answer ends its connection and says that no more should come.
/// </summary>
public sealed class Drain(IOptions<DrainOptions> options, TimeProvider time) : IHostedLifecycleService, IStartupFilter
{
    /// <summary>On answers of a replica that is about to stop; between processes only.</summary>
    public const string Header = "BidForge-Stopping";

    private volatile bool stopping;

    Action<IApplicationBuilder> IStartupFilter.Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, inner) =>
        {
            if (stopping)
                (context.Response.Headers.Connection, context.Response.Headers[Header]) = ("close", "1");
            return inner(context);
        });
        next(app);
    };

    // Before any service is stopped, Kestrel among them.
    Task IHostedLifecycleService.StoppingAsync(CancellationToken cancellationToken)
    {
        stopping = true;
        return options.Value.Seconds > 0 ? Task.Delay(TimeSpan.FromSeconds(options.Value.Seconds), time, cancellationToken) : Task.CompletedTask;
    }

    Task IHostedLifecycleService.StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedLifecycleService.StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedLifecycleService.StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedService.StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedService.StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

internal static class DrainExtensions
{
    public static void AddDrain(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<DrainOptions>().BindConfiguration("Drain").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<Drain>();
        builder.Services.AddSingleton<IStartupFilter>(services => services.GetRequiredService<Drain>());
        builder.Services.AddHostedService(services => services.GetRequiredService<Drain>());
    }
}
