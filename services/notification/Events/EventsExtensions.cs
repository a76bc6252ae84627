using BidForge.Contracts.Auth;
using BidForge.Contracts.Bids;
using BidForge.Contracts.Files;
using BidForge.Contracts.Projects;
using BidForge.Messaging;

namespace BidForge.Notifications.Events;

internal static class EventsExtensions
{
    public static MessagingBuilder HandleEverything(this MessagingBuilder bus) => bus
        .Handle<UserJoined, UserJoinedHandler>()
        .Handle<CompanyPlanChanged, PlanChangedHandler>()
        .Handle<PackageTermsChanged, PackageTermsHandler>()
        .Handle<CompanyInvited, CompanyInvitedHandler>()
        .Handle<InvitationAnswered, InvitationAnsweredHandler>()
        .Handle<QuestionAsked, QuestionAskedHandler>()
        .Handle<QuestionAnswered, QuestionAnsweredHandler>()
        .Handle<AddendumIssued, AddendumIssuedHandler>()
        .Handle<FileStored, FileStoredHandler>()
        .Handle<ProjectCancelled, ProjectCancelledHandler>()
        .Handle<BidSubmitted, BidSubmittedHandler>()
        .Handle<BidRevised, BidRevisedHandler>()
        .Handle<BidWithdrawn, BidWithdrawnHandler>()
        .Handle<BidsOpened, BidsOpenedHandler>()
        .Handle<BidViewed, BidViewedHandler>()
        .Handle<PackageAwarded, PackageAwardedHandler>()
        .Handle<BidNotSelected, BidNotSelectedHandler>()
        .Handle<AwardUndone, AwardUndoneHandler>();
}
