using BidForge.Projects.Storage;
using BidForge.ServiceDefaults.Tokens;

namespace BidForge.Projects.Invitations;

internal static class InvitationEndpoints
{
    public static void MapInvitations(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/packages/{packageId:guid}/invitations", ListInvitations.OfPackageAsync).DescribesQuery().WithTags("Invitations");
        routes.MapGet("/invitations", ListInvitations.MineAsync).DescribesQuery(("status", "invited, viewed, willBid or declined")).WithTags("Invitations").RequireAuthorization(Policies.Subcontractor);

        var writes = routes.MapWrites("/packages/{packageId:guid}/invitations").WithTags("Invitations");
        writes.MapPost("/", InviteCompanies.HandleAsync).RequireAuthorization(Policies.ContractorEstimator);
        writes.MapPut("/mine", AnswerInvitation.HandleAsync).RequireAuthorization(Policies.SubcontractorEstimator);
        // Reading is what a viewer may do, and this says no more than that it was read.
        writes.MapPost("/mine/viewed", ViewInvitation.HandleAsync).RequireAuthorization(Policies.Subcontractor);
    }
}
