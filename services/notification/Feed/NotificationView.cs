namespace BidForge.Notifications.Feed;

/// <summary>A notification as its reader sees it.</summary>
/// <param name="Kind">Stable, for programs; see <c>Kinds</c>.</param>
/// <param name="Title">One line of plain text.</param>
/// <param name="Body">Plain text, may have several lines; times are in the package's zone, which is named.</param>
/// <param name="Link">Path on the site.</param>
/// <param name="ReadAt">When the caller read it; absent while unread.</param>
public sealed record NotificationView(
    Guid Id, string Kind, string Title, string Body, string Link, NotificationData Data, DateTimeOffset CreatedAt, DateTimeOffset? ReadAt)
{
    internal static NotificationView Of(Notification row, DateTimeOffset? readAt) =>
        new(row.Id, row.Kind, row.Title, row.Body, row.Link, new(row.PackageId, row.ProjectId, row.BidId), row.CreatedAt, readAt);
}

/// <summary>What the notification is about.</summary>
public sealed record NotificationData(Guid? PackageId, Guid? ProjectId, Guid? BidId);

/// <summary>How many notifications the caller has not read.</summary>
public sealed record UnreadCount(long Count);
