using BidForge.Contracts;
using BidForge.Projects.Addenda;
using BidForge.Projects.Projects;

namespace BidForge.Projects.Packages;

/// <summary>What an edit of a package changed, for the project's history.</summary>
internal sealed record PackageChanges(
    string Title, string Trade, string Description, DateTimeOffset DueAt, decimal? Estimate, BidForm BidForm, bool Sealed, int Openers, int DeadlineGuardMinutes)
{
    public static PackageChanges Before(Package package) => new(
        package.Title, package.Trade, package.Description, package.DueAt, package.Estimate, package.BidForm,
        package.Sealed, package.Openers, package.DeadlineGuardMinutes);

    public static IReadOnlyList<FieldChange> Of(PackageChanges? before, Package after)
    {
        var changes = new FieldChanges()
            .Add("title", before?.Title, after.Title)
            .Add("trade", before?.Trade, after.Trade)
            .Add("description", before?.Description, after.Description)
            .Add("dueAt", before?.DueAt, after.DueAt)
            .Add("estimate", before?.Estimate, after.Estimate)
            .Add("sealed", before?.Sealed, after.Sealed)
            .Add("openers", before?.Openers, after.Openers)
            .Add("deadlineGuardMinutes", before?.DeadlineGuardMinutes, after.DeadlineGuardMinutes)
            .ToList();
        var scope = before is null ? [] : ScopeDiff.Between(before.BidForm, after.BidForm);
        return [.. changes, .. scope.Select(change => new FieldChange("bidForm", null, change.Description))];
    }
}
