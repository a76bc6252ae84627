using BidForge.Web.Components.Pages.Bids;
using BidForge.Web.Drafts;
using BidForge.Web.Sessions;
using Microsoft.AspNetCore.Mvc;

namespace BidForge.Web.Endpoints;

/// <summary>Keeps a bid's draft while it is typed. The script calls it; the page's own button does the same without one.</summary>
internal static class SaveDraft
{
    public static void MapSaveDraft(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/packages/{packageId:guid}/bid/draft", HandleAsync).RequireAuthorization(Policies.Subcontractor);

    private static async Task<IResult> HandleAsync(
        Guid packageId, [FromForm] DraftForm draft, BidDrafts drafts, TimeProvider clock)
    {
        if (draft.Form is { } entry) await drafts.SaveAsync(packageId, entry.ToDraft(clock.GetUtcNow()));
        return Results.NoContent();
    }
}

/// <summary>The bid form's fields as the page names them, all under <c>Form</c>.</summary>
internal sealed class DraftForm
{
    public BidEntry? Form { get; set; }
}
