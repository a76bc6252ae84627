namespace BidForge.Notifications.Delivery;

/// <summary>What notifications are about: stable names for programs.</summary>
internal static class Kinds
{
    public const string Welcome = "welcome";
    public const string Invited = "invited";
    public const string InvitationAnswered = "invitationAnswered";
    public const string QuestionAsked = "questionAsked";
    public const string QuestionAnswered = "questionAnswered";
    public const string AddendumIssued = "addendumIssued";
    public const string DocumentAdded = "documentAdded";
    public const string ProjectCancelled = "projectCancelled";
    public const string BidSubmitted = "bidSubmitted";
    public const string BidRevised = "bidRevised";
    public const string BidWithdrawn = "bidWithdrawn";
    public const string BidsOpened = "bidsOpened";
    public const string BidViewed = "bidViewed";
    public const string Awarded = "awarded";
    public const string NotSelected = "notSelected";
    public const string AwardUndone = "awardUndone";
    public const string PlanChanged = "planChanged";

    /// <summary>Everything goes by e-mail too but what comes often and asks for nothing.</summary>
    public static bool IsMailed(string kind) => kind is not (InvitationAnswered or BidViewed);
}
