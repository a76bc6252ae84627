using System.Text.Json;
using BidForge.Gateway.Routing;
using BidForge.ServiceDefaults.Health;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BidForge.Gateway.Health;

/// <summary>How the marketplace stands, for everybody: nothing about how it is built.</summary>
/// <param name="Status">The worst of its parts.</param>
/// <param name="CheckedAt">At most seconds ago.</param>
public sealed record PublicStatus(string Status, DateTimeOffset CheckedAt, IReadOnlyList<PartStatus> Parts);

/// <param name="Part">auth, project, bid, notification, analytics, file or web.</param>
/// <param name="Status">working; impaired when it works with something missing; away when no replica of it can work.</param>
public sealed record PartStatus(string Part, string Status);

/// <summary>How the marketplace stands, for its administrators.</summary>
/// <param name="Parts">The gateway that answered, then every service with each of its replicas.</param>
public sealed record WholeStatus(string Status, DateTimeOffset CheckedAt, IReadOnlyList<PartDetail> Parts);

/// <param name="Status">As in <see cref="PartStatus"/>.</param>
public sealed record PartDetail(string Part, string Status, IReadOnlyList<ReplicaHealth> Replicas);

/// <summary>Sums up what every process says of itself.</summary>
internal sealed class SystemStatus(IServiceProvider services, HealthCheckService own, TimeProvider time)
{
    private static readonly string[] FromBest = ["working", "impaired", "away"];

    public async Task<PublicStatus> ReadAsync()
    {
        var parts = (await PartsAsync()).Select(part => new PartStatus(part.Part, part.Status)).ToList();
        return new(Worst(parts.Select(part => part.Status)), time.GetUtcNow(), parts);
    }

    public async Task<WholeStatus> ReadWholeAsync(Uri self, CancellationToken cancellationToken)
    {
        var report = await own.CheckHealthAsync(check => !check.Tags.Contains(DownstreamHealthExtensions.Tag), cancellationToken);
        var gateway = Sum("gateway", [new(self, HealthWords.Of(report.Status), JsonSerializer.SerializeToElement(HealthWords.Of(report), JsonSerializerOptions.Web))]);
        IReadOnlyList<PartDetail> parts = [gateway, .. await PartsAsync()];
        return new(Worst(parts.Select(part => part.Status)), time.GetUtcNow(), parts);
    }

    private Task<PartDetail[]> PartsAsync() => Task.WhenAll(RouteTable.Services.Select(async service =>
        Sum(service, await services.GetRequiredKeyedService<Downstream>(service).ReplicasAsync())));

    private static PartDetail Sum(string part, IReadOnlyList<ReplicaHealth> replicas) => new(
        part, !replicas.Any(replica => replica.Works) ? "away" : replicas.All(replica => replica.Status is "healthy") ? "working" : "impaired", replicas);

    private static string Worst(IEnumerable<string> all) => all.MaxBy(status => Array.IndexOf(FromBest, status)) ?? "away";
}
