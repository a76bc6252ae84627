using System.Collections.Concurrent;
using BidForge.Contracts.Projects;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace BidForge.Bids.Tests.Support;

/// <summary>
/// Stands where the project service stands when it is asked whether a deadline is over: it knows the version of the terms that each
/// <see cref="Market"/> has made. (The end-to-end tests ask it for real.)
/// </summary>
public sealed class Deadlines : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<Guid, PackageDeadline> Known = new();
    private readonly WebApplication project;
    private int asked;

    public Deadlines()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        project = builder.Build();
        project.MapGet("/internal/packages/{package:guid}/deadline", (Guid package) =>
        {
            Interlocked.Increment(ref asked);
            return Known.TryGetValue(package, out var deadline) ? Results.Json(deadline) : Results.NotFound();
        });
    }

    public string Address => project.Urls.First();

    /// <summary>How often it was asked so far.</summary>
    public int Asked => asked;

    public static void Set(Guid package, int version, bool isOver = true) => Known[package] = new(version, isOver);

    public Task StartAsync() => project.StartAsync();

    public ValueTask DisposeAsync() => project.DisposeAsync();
}
