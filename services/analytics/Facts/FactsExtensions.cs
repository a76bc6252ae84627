using BidForge.Contracts.Bids;
using BidForge.Contracts.Projects;
using BidForge.Messaging;

namespace BidForge.Analytics.Facts;

internal static class FactsExtensions
{
    public static MessagingBuilder CollectFacts(this MessagingBuilder bus) => bus
        .Handle<ProjectPublished, ProjectPublishedFact>()
        .Handle<ProjectCancelled, ProjectCancelledFact>()
        .Handle<PackageTermsChanged, PackageTermsFact>()
        .Handle<PackageDeleted, PackageDeletedFact>()
        .Handle<CompanyInvited, InvitationFact>()
        .Handle<InvitationAnswered, AnswerFact>()
        .Handle<BidSubmitted, BidSubmittedFact>()
        .Handle<BidRevised, BidRevisedFact>()
        .Handle<BidWithdrawn, BidWithdrawnFact>()
        .Handle<BidsOpened, OpeningFact>()
        .Handle<PackageAwarded, AwardFact>()
        .Handle<BidNotSelected, LossFact>()
        .Handle<AwardUndone, UndoneFact>();
}
