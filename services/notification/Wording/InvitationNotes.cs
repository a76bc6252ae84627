using BidForge.Contracts;
using BidForge.Contracts.Auth;
using BidForge.Contracts.Projects;
using BidForge.Notifications.Delivery;

namespace BidForge.Notifications.Wording;

internal static class InvitationNotes
{
    public static Note Of(UserJoined e) => new(
        Kinds.Welcome, $"welcome:{e.UserId}", "Welcome to BidForge",
        $"Hello {Say.OneLine(e.Name)}, your account is ready. Invitations, addenda, answers and results will show up here, and come by e-mail too.",
        "/", null, null, null, e.OccurredAt);

    public static Note Of(CompanyInvited e) => new(
        Kinds.Invited, $"invited:{e.InvitationId}",
        $"You are invited to bid: {Say.Package(e.PackageTitle, e.ProjectName)}",
        $"""
         {Say.OneLine(e.ContractorName)} invites you to bid on {Say.OneLine(e.PackageTitle)} ({Trades.NameOf(e.Trade)}) of the project {Say.OneLine(e.ProjectName)}.
         Bids are due before {Say.Time(e.DueAt, e.TimeZone)}.
         Please say whether you will bid.
         """,
        $"/packages/{e.PackageId}", e.PackageId, e.ProjectId, null, e.OccurredAt);

    /// <summary>null when the company has only looked: that is seen in the coverage, and not worth a message.</summary>
    public static Note? Of(InvitationAnswered e)
    {
        var (verb, rest) = e.Answer switch
        {
            InvitationAnswer.WillBid => ("will bid", $"They said that they will bid on {Say.OneLine(e.PackageTitle)}."),
            InvitationAnswer.Declined when string.IsNullOrWhiteSpace(e.Reason) => ("declined", $"They will not bid on {Say.OneLine(e.PackageTitle)}. They gave no reason."),
            InvitationAnswer.Declined => ("declined", $"They will not bid on {Say.OneLine(e.PackageTitle)}. Their reason: {Say.Start(e.Reason)}"),
            _ => ("", ""),
        };
        return verb is "" ? null : new(
            Kinds.InvitationAnswered, $"invitationAnswered:{e.InvitationId}:{e.OccurredAt.UtcTicks}",
            $"{Say.OneLine(e.CompanyName)} {verb}: {Say.Package(e.PackageTitle, e.ProjectName)}", rest,
            $"/packages/{e.PackageId}", e.PackageId, e.ProjectId, null, e.OccurredAt);
    }
}
