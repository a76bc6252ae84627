using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BidForge.Gateway.Tests.Support;

/// <summary>A service that misbehaves as a test needs it to, or says what reached it. It is always alive and, unless the test says otherwise, healthy; other paths are the test's.</summary>
public sealed class Upstream : IAsyncDisposable
{
    private readonly WebApplication app;
    private int requests;

    private Upstream(WebApplication app) => this.app = app;

    public Uri Address { get; private set; } = null!;

    /// <summary>Requests that reached it, health checks aside.</summary>
    public int Requests => requests;

    public static async Task<Upstream> StartAsync(RequestDelegate answer, int port = 0, RequestDelegate? health = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        var app = builder.Build();
        var upstream = new Upstream(app);
        app.Run(context =>
        {
            if (context.Request.Path.Value is "/health" && health is not null)
                return health(context);
            if (context.Request.Path.Value is "/alive" or "/health")
                return Task.CompletedTask;
            Interlocked.Increment(ref upstream.requests);
            return answer(context);
        });
        await app.StartAsync(Servers.Ct);
        upstream.Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return upstream;
    }

    /// <summary>Answers who it is, what was asked and what came with it.</summary>
    public static Task<Upstream> EchoAsync(string name) => StartAsync(context => context.Response.WriteAsJsonAsync(new
    {
        service = name,
        path = context.Request.Path.Value + context.Request.QueryString,
        headers = context.Request.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString()),
    }));

    /// <summary>An address where nobody listens.</summary>
    public static Task<Uri> NobodyAsync() => Task.FromResult(new UriBuilder("http", "127.0.0.1", FreePort.Choose()).Uri);

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}
