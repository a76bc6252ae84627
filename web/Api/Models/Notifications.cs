namespace BidForge.Web.Api.Models;

public sealed record Notification(
    Guid Id, string Kind, string Title, string Body, string Link, NotificationData? Data, DateTimeOffset CreatedAt,
    DateTimeOffset? ReadAt);

public sealed record NotificationData(Guid? PackageId, Guid? ProjectId, Guid? BidId);

public sealed record UnreadCount(int Count);
