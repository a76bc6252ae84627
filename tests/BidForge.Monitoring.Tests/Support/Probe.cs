using BidForge.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace BidForge.Monitoring.Tests.Support;

/// <summary>A process as small as one can be: what every process has, and two routes.</summary>
internal sealed class Probe : IAsyncDisposable
{
    /// <summary>In the message of what <c>/broken</c> throws, as a price might be.</summary>
    public const string Secret = "81827364.5511";

    private readonly WebApplication app;

    private Probe(WebApplication app) => (this.app, Http) = (app, new HttpClient { BaseAddress = new Uri(app.Urls.First()) });

    public HttpClient Http { get; }

    public IServiceProvider Services => app.Services;

    public static async Task<Probe> StartAsync(params (string Name, string Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder();
        foreach (var (name, value) in settings)
            builder.Configuration[name] = value;
        builder.AddProcessDefaults("probe");
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapProcessDefaults();
        app.MapGet("/things/{id}", (string id) => id);
        app.MapGet("/broken", string () => throw new InvalidOperationException($"On purpose: {Secret}."));
        app.MapGet("/live", async (HttpResponse response) =>
        {
            response.ContentType = "text/event-stream";
            await response.WriteAsync("data: 1\n\n");
        });
        await app.StartAsync();
        return new(app);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
