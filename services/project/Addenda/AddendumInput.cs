using BidForge.Projects.Packages;
using BidForge.ServiceDefaults.Http;

namespace BidForge.Projects.Addenda;

/// <summary>An addendum as the contractor writes it.</summary>
/// <param name="DueAt">The new due time; absent when it stays.</param>
/// <param name="BidForm">The whole new bid form, its kept items with their ids; absent when it stays.</param>
internal sealed record AddendumInput(string Title, string Text, DateTimeOffset? DueAt = null, BidFormInput? BidForm = null)
{
    public FieldErrors Check(DateTimeOffset now)
    {
        var errors = new FieldErrors()
            .Text("title", Title, 200)
            .Text("text", Text, 20_000)
            .Require(DueAt is null || DueAt < now.AddYears(10), "dueAt", "Must be within ten years.");
        BidForm?.Check(errors);
        return errors;
    }
}
