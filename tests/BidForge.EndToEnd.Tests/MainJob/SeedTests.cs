using System.Diagnostics;
using System.Text.Json;
using BidForge.Demo;
using BidForge.Demo.Api;
using BidForge.Demo.Seed;
using BidForge.EndToEnd.Tests.Support;
using BidForge.Testing.Marketplace;

namespace BidForge.EndToEnd.Tests.MainJob;

/// <summary>What <c>./bidforge seed</c> says that it added is there, for the people whose logins it prints.</summary>
public sealed class SeedTests(Marketplace marketplace)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_seed_adds_what_it_says_its_people_can_log_in_and_a_second_one_adds_nothing()
    {
        var onlooker = await Company.RegisterAsync(marketplace.Gateway, "contractor", Cancel);
        var before = await CompaniesAsync(onlooker);

        var first = await SeedPlay.RunAsync(marketplace.Gateway, new Silence(), TimeProvider.System, Cancel);
        var registered = first.Logins.Select(login => login.Company).Where(name => !before.Contains(name)).ToList();
        Assert.Equal(8, first.Logins.Count);
        // The play's companies are the seed's, too: where it ran before, some are there.
        Assert.Equal(new SeedCounts(registered.Count, Projects: 2, Packages: 4, Invitations: 10, Bids: 10), first.Added);
        Assert.Subset((await CompaniesAsync(onlooker)).ToHashSet(), registered.ToHashSet());
        var claimed = (first.Added.Projects, first.Added.Packages, first.Added.Invitations, first.Added.Bids);
        await Eventually.TrueAsync(async () => await ThereAsync(first.Logins) == claimed, "what was added is seen, on the bidders' boards, too", Cancel);

        var second = await VerbAsync();
        Assert.All(second.Get("added").EnumerateObject(), added => Assert.Equal((added.Name, 0), (added.Name, added.Value.GetInt32())));
        Assert.Equal(first.Logins.Select(login => login.Email), second.Get("logins").EnumerateArray().Select(login => login.Text("email")));
        Assert.Equal(claimed, await ThereAsync(first.Logins));
    }

    private static async Task<IReadOnlyList<string>> CompaniesAsync(Company onlooker) =>
        [.. (await onlooker.Api.ListAsync("/companies", Cancel)).Select(company => company.Text("name"))];

    /// <summary>The seed's projects, packages, invitations and bids as its own people see them, who log in for it.</summary>
    private async Task<(int Projects, int Packages, int Invitations, int Bids)> ThereAsync(IReadOnlyList<DemoLogin> logins)
    {
        var (projects, packages, invitations, bids) = (0, new HashSet<Guid>(), 0, 0);
        // Contractors come first: whose bids count is known then.
        foreach (var login in logins.OrderBy(login => login.Kind, StringComparer.Ordinal))
        {
            var api = await LogInAsync(login);
            if (login.Kind is "subcontractor")
            {
                bids += (await api.ListAsync("/bids", Cancel)).Count(bid => packages.Contains(bid.Id("packageId")));
                continue;
            }
            foreach (var project in (await api.ListAsync("/projects?scope=mine", Cancel)).Where(project => project.Text("name") is "Lincoln Park Branch Library" or "Riverfront Parking Deck"))
            {
                projects++;
                foreach (var package in (await api.GetAsync($"/projects/{project.Id()}", Cancel)).Get("packages").EnumerateArray())
                {
                    packages.Add(package.Id());
                    invitations += (await api.ListAsync($"/packages/{package.Id()}/invitations", Cancel)).Count;
                }
            }
        }
        return (projects, packages.Count, invitations, bids);
    }

    private async Task<ApiClient> LogInAsync(DemoLogin login)
    {
        var api = new ApiClient(marketplace.CreateGatewayClient(), TimeProvider.System);
        var session = await api.PostAsync("/auth/login", new { email = login.Email, password = login.Password }, Cancel);
        Assert.Equal((login.Company, login.Kind), (session.Get("company").Text("name"), session.Get("company").Text("kind")));
        api.SignIn(session);
        return api;
    }

    /// <summary>The verb itself, as a program calls it.</summary>
    private async Task<JsonElement> VerbAsync()
    {
        // artifacts/bin/PROJECT/release/, the tool's beside this one's.
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var tool = Path.Combine(here.Parent!.Parent!.FullName, "BidForge.Cli", here.Name, "bidforge.dll");
        var dotnet = Environment.ProcessPath is { } path && Path.GetFileName(path) is "dotnet" ? path : "dotnet";
        var start = new ProcessStartInfo(dotnet, [tool, "seed", "--json", "--url", marketplace.Gateway.ToString()])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(Cancel), process.StandardError.ReadToEndAsync(Cancel));
        await process.WaitForExitAsync(Cancel);
        Assert.True(process.ExitCode is 0, await errors);
        return JsonElement.Parse(await output);
    }

    private sealed class Silence : IDemoLog
    {
        public void Act(int number, int of, string title)
        {
        }

        public void Progress(int done, int of)
        {
        }

        public void Say(string line)
        {
        }
    }
}
