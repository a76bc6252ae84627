namespace BidForge.Web.Api.Models;

public sealed record PublicStatus(string Status, DateTimeOffset CheckedAt, IReadOnlyList<PartStatus> Parts);

public sealed record PartStatus(string Part, string Status);

public sealed record WholeStatus(string Status, DateTimeOffset CheckedAt, IReadOnlyList<PartDetail> Parts);

public sealed record PartDetail(string Part, string Status, IReadOnlyList<ReplicaHealth> Replicas);

public sealed record ReplicaHealth(Uri Replica, string Status, IReadOnlyDictionary<string, DependencyHealth>? Checks);

public sealed record DependencyHealth(string Status, double Milliseconds, string? Description, double? UsedPercent);
