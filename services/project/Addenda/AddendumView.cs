using BidForge.Contracts.Projects;

namespace BidForge.Projects.Addenda;

/// <summary>An addendum as everybody who may see the package reads it.</summary>
internal sealed record AddendumView(
    Guid Id, Guid PackageId, int Number, string Title, string Text, DateTimeOffset IssuedAt, int ScopeVersion,
    DateTimeOffset PreviousDueAt, DateTimeOffset DueAt, IReadOnlyList<ScopeChange> Changes)
{
    public static AddendumView Of(Addendum addendum) => new(
        addendum.Id, addendum.PackageId, addendum.Number, addendum.Title, addendum.Text, addendum.IssuedAt, addendum.ScopeVersion,
        addendum.PreviousDueAt, addendum.DueAt, addendum.Changes);
}
