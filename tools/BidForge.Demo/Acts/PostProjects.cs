using System.Text;
using BidForge.Demo.Api;
using BidForge.Demo.Cast;

namespace BidForge.Demo.Acts;

/// <summary>2: the contractors create projects with packages, bid forms and documents, and publish them.</summary>
internal static class PostProjects
{
    public static async Task PlayAsync(Act act, CancellationToken ct)
    {
        await act.EachAsync(ProjectBook.All.Index(), async (item, token) =>
        {
            var (index, role) = item;
            var project = await CreateAsync(act, role, token);
            foreach (var trade in ProjectBook.TradesOf(index))
                // The first package of each project asks for two people to open it.
                project.Packages.Add(await AddPackageAsync(act, project, trade, openers: project.Packages.Count is 0 ? 2 : 1, token));
            await project.Contractor.Api.PostAsync($"/projects/{project.Id}/publish", null, token);
            lock (act.World.Projects)
                act.World.Projects.Add(project);
        }, ct);
        act.Log.Say($"{act.World.Projects.Count} projects with {act.World.Packages.Count()} packages published");
    }

    /// <summary>A project without packages, seen by its owner only.</summary>
    public static async Task<StagedProject> CreateAsync(Act act, ProjectRole role, CancellationToken ct)
    {
        var contractor = act.World.Players.Single(player => player.Role.Name == role.Contractor);
        var created = await contractor.Api.PostAsync("/projects", new
        {
            name = role.Name,
            description = role.Description,
            place = Town.Of(role.City),
            timeZone = Town.ZoneOf(role.City),
            visibility = role.InvitedOnly ? "invited" : "public",
            currency = "USD",
            budget = Math.Round(4_800_000m * role.Size, 2),
        }, ct);
        return new(role, contractor, created.Id());
    }

    public static async Task<StagedPackage> AddPackageAsync(Act act, StagedProject project, string trade, int openers, CancellationToken ct)
    {
        var scope = TradeBook.Scopes[trade];
        var size = project.Role.Size;
        var dueAt = act.Time.GetUtcNow().AddDays(project.Role.Stage is Stage.Bidding ? 28 : 7);
        var api = project.Contractor.Api;
        var created = await api.PostAsync($"/projects/{project.Id}/packages", new
        {
            title = scope.Title,
            trade,
            description = scope.Description,
            dueAt,
            openers,
            // Once the bids are in, the play moves its deadlines to a moment from then; with a guard that would be refused.
            deadlineGuardMinutes = 0,
            estimate = Math.Round(scope.Lines.Sum(line => Quantity(line, size) * line.Price), 2),
            bidForm = new
            {
                lineItems = scope.Lines
                    .Select(line => new { description = line.Description, quantity = Quantity(line, size), unit = line.Unit, kind = "base" })
                    .Append(new { description = scope.UnitPrice.Description, quantity = 1m, unit = scope.UnitPrice.Unit, kind = "unitPrice" }),
                alternates = new[] { new { description = scope.Alternate } },
                questions = new[] { new { text = scope.Question, required = true } },
            },
        }, ct);
        var package = new StagedPackage(project, trade, created.Id(), created.Get("bidForm"), created.Time("dueAt")) { Openers = openers };
        var text = $"{project.Role.Name}\n{scope.Title}\n\n{scope.Description}\n\nBids are due {dueAt:u}.\n";
        await api.UploadAsync($"/files?purpose=document&packageId={package.Id}&name={Uri.EscapeDataString(scope.Title)}.txt", Encoding.UTF8.GetBytes(text), "text/plain", ct);
        return package;
    }

    private static decimal Quantity(Priced line, decimal size) => line.Quantity is 1m ? 1m : Math.Round(line.Quantity * size, 2);
}
