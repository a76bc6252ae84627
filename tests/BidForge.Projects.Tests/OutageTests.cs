using System.Net;
using Aspire.Hosting.Testing;
using BidForge.Projects.Tests.Support;

namespace BidForge.Projects.Tests;

/// <summary>Runs alone, after everything else: it takes servers away.</summary>
[CollectionDefinition(nameof(OutageTests), DisableParallelization = true)]
[Collection(nameof(OutageTests))]
public sealed class OutageTests(Services services)
{
    [Fact]
    public async Task Lists_are_read_and_changed_while_redis_is_away()
    {
        var contractor = await services.ContractorAsync();
        await contractor.DraftAsync();
        Assert.Single((await contractor.GetAsync("/projects")).Data);
        await services.App.StopResourceAsync("redis");
        try
        {
            await contractor.DraftAsync();
            Assert.Equal(2, (await contractor.GetAsync("/projects")).Ok().Data.Count);
        }
        finally
        {
            await services.App.StartResourceAsync("redis", TestContext.Current.CancellationToken);
        }
        await contractor.DraftAsync();
        Assert.Equal(3, (await contractor.GetAsync("/projects")).Ok().Data.Count);
    }

    [Fact]
    public async Task A_database_that_is_away_is_a_503_with_a_time_to_come_back_and_the_process_lives_on()
    {
        var contractor = await services.ContractorAsync();
        var draft = await contractor.DraftAsync();
        var processes = services.App.ProcessesOf("project");
        await services.App.StopResourceAsync("postgres");
        try
        {
            // Long enough for the sweep of due times to have met the missing database.
            await Task.Delay(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
            (await contractor.GetAsync($"/projects/{draft.ProjectId}")).Refused(HttpStatusCode.ServiceUnavailable, "service.unavailable");
            (await contractor.PostAsync("/projects", Bodies.Project(), Guid.NewGuid().ToString())).Refused(HttpStatusCode.ServiceUnavailable, "service.unavailable");
        }
        finally
        {
            await services.App.StartResourceAsync("postgres", TestContext.Current.CancellationToken);
        }
        await Eventually.TrueAsync(async () => (await contractor.GetAsync($"/projects/{draft.ProjectId}")).Status is HttpStatusCode.OK, "the database was back", TestContext.Current.CancellationToken);
        (await contractor.PostAsync($"/projects/{draft.ProjectId}/publish")).Ok();
        Assert.Equal(processes, services.App.ProcessesOf("project"));
    }
}
