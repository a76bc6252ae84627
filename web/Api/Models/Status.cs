namespace BidForge.Web.Api.Models;

public sealed record PublicStatus(string Status, DateTimeOffset CheckedAt, IReadOnlyList<PartStatus> Parts);

public sealed record PartStatus(string Part, string Status);

public sealed record WholeStatus(string Status, DateTimeOffset CheckedAt, IReadOnlyList<PartDetail> Parts);

public sealed record PartDetail(string Part, string Status, IReadOnlyList<ReplicaHealth> Replicas);

public sealed record ReplicaHealth(Uri Replica, string Status, IReadOnlyDictionary<string, DependencyHealth>? Checks);

public sealed record DependencyHealth(string Status, double Milliseconds, string? Description, double? UsedPercent);

public sealed record ErrorPage(IReadOnlyList<ListedErrors> Data);

public sealed record ListedErrors(ErrorGroup Group, string? TraceLink);

public sealed record ErrorGroup(string Id, long Count, DateTimeOffset FirstSeen, DateTimeOffset LastSeen, ErrorReport Last);

public sealed record ErrorReport(string Process, string Kind, string? Place, string Message, string? TraceId, IReadOnlyList<string> Before);
