namespace BidForge.Notifications.Mail;

/// <summary>An e-mail that this process has taken on.</summary>
/// <param name="Attempts">This one included.</param>
internal sealed record QueuedMail(Guid Id, string Name, string Address, string Title, string Body, string Link, int Attempts, DateTimeOffset CreatedAt);
