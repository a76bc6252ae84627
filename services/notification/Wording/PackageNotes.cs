using BidForge.Contracts.Files;
using BidForge.Contracts.Projects;
using BidForge.Notifications.Delivery;

namespace BidForge.Notifications.Wording;

internal static class PackageNotes
{
    private const int ChangesShown = 12;

    public static Note Of(QuestionAsked e) => new(
        Kinds.QuestionAsked, $"questionAsked:{e.QuestionId}",
        $"{Say.OneLine(e.AskerName)} asks: {Say.Package(e.PackageTitle, e.ProjectName)}",
        $"""
         {Say.Start(e.Text)}

         Your answer goes to every invited company, without the name of who asked.
         """,
        $"/packages/{e.PackageId}", e.PackageId, e.ProjectId, null, e.OccurredAt);

    public static Note Of(QuestionAnswered e) => new(
        Kinds.QuestionAnswered, $"questionAnswered:{e.QuestionId}",
        $"A question was answered: {Say.Package(e.PackageTitle, e.ProjectName)}",
        $"""
         Question: {Say.Start(e.Text)}

         Answer: {Say.Start(e.Answer)}
         """,
        $"/packages/{e.PackageId}", e.PackageId, e.ProjectId, null, e.OccurredAt);

    public static Note Of(AddendumIssued e) => new(
        Kinds.AddendumIssued, $"addendumIssued:{e.AddendumId}",
        $"Addendum {e.Number}: {Say.Package(e.PackageTitle, e.ProjectName)}",
        string.Join('\n', AddendumLines(e)),
        $"/packages/{e.PackageId}", e.PackageId, e.ProjectId, null, e.OccurredAt);

    public static Note Of(FileStored e) => new(
        Kinds.DocumentAdded, $"documentAdded:{e.FileId}",
        $"New document: {Say.OneLine(e.Name)}",
        $"A document was added to a package that you were invited to, asked about or bid on: {Say.OneLine(e.Name)}.",
        // Documents that were there before the invitation are no news: here the tolerance for clocks, which would count some as such, is taken back.
        $"/packages/{e.PackageId}", e.PackageId, null, null, e.OccurredAt - Post.ClockTolerance);

    public static Note Of(ProjectCancelled e) => new(
        Kinds.ProjectCancelled, $"projectCancelled:{e.ProjectId}",
        $"Cancelled: {Say.OneLine(e.ProjectName)}",
        $"""
         The project {Say.OneLine(e.ProjectName)} was cancelled. No more bids are taken, and bids already made will not be opened.
         Reason: {Say.Start(e.Reason)}
         """,
        $"/projects/{e.ProjectId}", null, e.ProjectId, null, e.OccurredAt);

    private static IEnumerable<string> AddendumLines(AddendumIssued e)
    {
        yield return Say.OneLine(e.Title) + ".";
        yield return e.DueAt == e.PreviousDueAt
            ? $"Bids are still due before {Say.Time(e.DueAt, e.TimeZone)}."
            : $"New due time: before {Say.Time(e.DueAt, e.TimeZone)}. It was {Say.Time(e.PreviousDueAt, e.TimeZone)}.";
        var changes = e.Changes.Where(change => change.Kind is not "dueAtChanged").ToList();
        if (changes.Count is 0)
            yield break;
        yield return "What changed in the bid form:";
        foreach (var change in changes.Take(ChangesShown))
            yield return $"- {Say.OneLine(change.Description)}";
        if (changes.Count > ChangesShown)
            yield return $"- and {changes.Count - ChangesShown} more";
        yield return "If you have bid already, your bid stands; please confirm or change the lines concerned.";
    }
}
