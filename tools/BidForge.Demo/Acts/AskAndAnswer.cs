using BidForge.Demo.Api;

namespace BidForge.Demo.Acts;

/// <summary>4: bidders find the project, read its documents and ask; everybody invited sees the answer.</summary>
internal static class AskAndAnswer
{
    public static async Task PlayAsync(Act act, CancellationToken ct)
    {
        await act.EachAsync(act.World.Projects, async (project, token) =>
        {
            var package = project.Packages[0];
            var asker = package.Invited[0];
            var reader = package.Invited[^1];
            if (!project.Role.InvitedOnly)
                await FindAsync(act, project, asker, token);
            await ReadDocumentAsync(act, package, asker, token);
            var asked = await asker.Api.PostAsync($"/packages/{package.Id}/questions", new { text = package.Scope.Question + " The drawings are silent on it." }, token);
            await package.Contractor.Api.PostAsync($"/packages/{package.Id}/questions/{asked.Id()}/answer", new { text = "Yes. Price it as part of the base bid." }, token);
            package.Answered++;
            var seen = await reader.Api.ListAsync($"/packages/{package.Id}/questions", token);
            var other = seen.SingleOrDefault(question => question.Id() == asked.Id());
            if (other.ValueKind is System.Text.Json.JsonValueKind.Undefined || other.Maybe("answer") is null)
                throw new DemoFailure($"{reader.Role.Name} does not see the answer on {package}.");
            if (reader != asker && other.Maybe("askedBy") is { } name)
                throw new DemoFailure($"{reader.Role.Name} sees that {name} asked on {package}.");
        }, ct);
        act.Log.Say($"{act.World.Projects.Count} questions asked and answered, each seen by another bidder");
    }

    private static async Task FindAsync(Act act, StagedProject project, Player reader, CancellationToken ct) =>
        await act.UntilAsync(async token =>
        {
            var word = Uri.EscapeDataString(project.Role.Name);
            var found = await reader.Api.ListAsync($"/projects?scope=open&query={word}", token);
            return found.Any(item => item.Id() == project.Id) ? null : $"A search for '{project.Role.Name}' does not find the project.";
        }, ct);

    private static async Task ReadDocumentAsync(Act act, StagedPackage package, Player reader, CancellationToken ct)
    {
        // Who may read travels to the file service by events.
        await act.UntilAsync(async token =>
        {
            try
            {
                var documents = (await reader.Api.GetAsync($"/packages/{package.Id}/documents", token)).Get("data");
                if (documents.GetArrayLength() is 0)
                    return $"{reader.Role.Name} sees no document of {package}.";
                var bytes = await reader.Api.DownloadAsync($"/files/{documents[0].Id()}/content", token);
                return bytes.Length == documents[0].Get("size").GetInt64() ? null : $"A document of {package} has lost bytes on its way.";
            }
            catch (ApiException refusal) when (refusal.Status is 404)
            {
                return $"{reader.Role.Name} may not read the documents of {package}.";
            }
        }, ct);
    }
}
