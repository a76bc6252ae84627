using BidForge.Notifications.Storage;
using BidForge.ServiceDefaults.Tokens;

namespace BidForge.Notifications.Feed;

internal static class Mine
{
    /// <summary>What the caller may see: its company's notifications, less those meant for one colleague.</summary>
    public static IQueryable<Notification> NotificationsOf(this NotificationDb db, Caller caller) =>
        db.Notifications.Where(n => n.CompanyId == caller.CompanyId && (n.UserId == null || n.UserId == caller.UserId));

    public static IQueryable<Notification> UnreadBy(this IQueryable<Notification> notifications, Caller caller, NotificationDb db) =>
        notifications.Where(n =>
            n.Number > (db.ReadMarks.Where(m => m.UserId == caller.UserId && m.CompanyId == caller.CompanyId).Select(m => (long?)m.Number).FirstOrDefault() ?? 0)
            && !db.Reads.Any(r => r.UserId == caller.UserId && r.CompanyId == n.CompanyId && r.Number == n.Number));
}
