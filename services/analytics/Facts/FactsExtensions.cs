using BidForge.Contracts.Auth;
using BidForge.Contracts.Bids;
using BidForge.Contracts.Files;
using BidForge.Contracts.Projects;
using BidForge.Messaging;

namespace BidForge.Analytics.Facts;

internal static class FactsExtensions
{
    public static MessagingBuilder CollectFacts(this MessagingBuilder bus) => bus
        .Handle<CompanyRegistered, CompanyRegisteredFact>()
        .Handle<CompanyProfileChanged, CompanyProfileFact>()
        .Handle<UserJoined, PersonFact>()
        .Handle<ProjectPublished, ProjectPublishedFact>()
        .Handle<ProjectCancelled, ProjectCancelledFact>()
        .Handle<PackageTermsChanged, PackageTermsFact>()
        .Handle<PackageDeleted, PackageDeletedFact>()
        .Handle<AddendumIssued, AddendumFact>()
        .Handle<FileStored, DocumentFact>()
        .Handle<QuestionAsked, QuestionFact>()
        .Handle<QuestionAnswered, QuestionAnsweredFact>()
        .Handle<CompanyInvited, InvitationFact>()
        .Handle<InvitationAnswered, AnswerFact>()
        .Handle<BidSubmitted, BidSubmittedFact>()
        .Handle<BidRevised, BidRevisedFact>()
        .Handle<BidWithdrawn, BidWithdrawnFact>()
        .Handle<BidsOpened, OpeningFact>()
        .Handle<BidViewed, LookFact>()
        .Handle<PackageAwarded, AwardFact>()
        .Handle<BidNotSelected, LossFact>()
        .Handle<AwardUndone, UndoneFact>();
}
