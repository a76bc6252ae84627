using System.Net;
using BidForge.Projects.Tests.Support;

namespace BidForge.Projects.Tests;

/// <summary>Every endpoint against the anonymous, the wrong role, the wrong kind of company and another company.</summary>
public sealed class AccessTests(Services services)
{
    private static readonly object Cancel = new { reason = "x" };
    private static readonly object Text = new { text = "x" };
    private static readonly object Addendum = new { title = "a", text = "b" };
    private static readonly object Answer = new { answer = "willBid" };

    private sealed record Call(HttpMethod Method, string Path, object? Body = null);

    private static IReadOnlyList<Call> ContractorWrites(Posted posted, Guid question) =>
    [
        new(HttpMethod.Post, "/projects", Bodies.Project()),
        new(HttpMethod.Put, $"/projects/{posted.ProjectId}", Bodies.Project()),
        new(HttpMethod.Post, $"/projects/{posted.ProjectId}/publish"),
        new(HttpMethod.Post, $"/projects/{posted.ProjectId}/cancel", Cancel),
        new(HttpMethod.Post, $"/projects/{posted.ProjectId}/packages", Bodies.Package()),
        new(HttpMethod.Put, $"/packages/{posted.PackageId}", Bodies.Package()),
        new(HttpMethod.Delete, $"/packages/{posted.PackageId}"),
        new(HttpMethod.Post, $"/packages/{posted.PackageId}/publish"),
        new(HttpMethod.Post, $"/packages/{posted.PackageId}/invitations", new { companyIds = new[] { Guid.NewGuid() } }),
        new(HttpMethod.Post, $"/packages/{posted.PackageId}/addenda", Addendum),
        new(HttpMethod.Post, $"/packages/{posted.PackageId}/questions/{question}/answer", Text),
    ];

    private static IReadOnlyList<Call> SubcontractorWrites(Posted posted) =>
    [
        new(HttpMethod.Post, $"/packages/{posted.PackageId}/questions", Text),
        new(HttpMethod.Put, $"/packages/{posted.PackageId}/invitations/mine", Answer),
        new(HttpMethod.Post, $"/packages/{posted.PackageId}/invitations/mine/viewed"),
    ];

    private static IReadOnlyList<Call> Reads(Posted posted) =>
    [
        new(HttpMethod.Get, $"/projects/{posted.ProjectId}"),
        new(HttpMethod.Get, $"/packages/{posted.PackageId}"),
        new(HttpMethod.Get, $"/packages/{posted.PackageId}/invitations"),
        new(HttpMethod.Get, $"/packages/{posted.PackageId}/questions"),
        new(HttpMethod.Get, $"/packages/{posted.PackageId}/addenda"),
    ];

    [Fact]
    public async Task The_anonymous_get_401_everywhere_but_at_the_trades()
    {
        var (posted, question) = await SealedAsync();
        var anonymous = services.Anonymous();
        IEnumerable<Call> calls =
            [.. ContractorWrites(posted, question), .. SubcontractorWrites(posted), .. Reads(posted), new(HttpMethod.Get, "/projects"), new(HttpMethod.Get, "/invitations"), new(HttpMethod.Get, $"/projects/{posted.ProjectId}/history")];
        foreach (var call in calls)
            (await anonymous.SendAsync(call.Method, call.Path, call.Body)).Refused(HttpStatusCode.Unauthorized, "auth.token-invalid");
        Assert.Contains((await anonymous.GetAsync("/trades")).Ok().Data, trade => trade.GetProperty("code").GetString() == "roofing");
    }

    [Fact]
    public async Task Another_company_gets_404_everywhere()
    {
        var (posted, question) = await SealedAsync();
        var (contractor, subcontractor) = (await services.ContractorAsync(), await services.KnownSubcontractorAsync());
        foreach (var call in ContractorWrites(posted, question).Skip(1))
            Assert.EndsWith(".not-found", Code(await contractor.SendAsync(call.Method, call.Path, call.Body, ifMatch: "\"1\""), HttpStatusCode.NotFound), StringComparison.Ordinal);
        foreach (var call in SubcontractorWrites(posted).Concat(Reads(posted)))
            Assert.EndsWith(".not-found", Code(await subcontractor.SendAsync(call.Method, call.Path, call.Body), HttpStatusCode.NotFound), StringComparison.Ordinal);
        foreach (var call in Reads(posted).Append(new(HttpMethod.Get, $"/projects/{posted.ProjectId}/history")))
            Assert.EndsWith(".not-found", Code(await contractor.SendAsync(call.Method, call.Path, call.Body), HttpStatusCode.NotFound), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_viewer_reads_and_writes_nothing()
    {
        var contractor = await services.ContractorAsync();
        var posted = await contractor.PublishedAsync();
        var viewer = await contractor.ViewerAsync();
        foreach (var call in Reads(posted))
            (await viewer.SendAsync(call.Method, call.Path, call.Body)).Ok();
        foreach (var call in ContractorWrites(posted, Guid.NewGuid()))
            (await viewer.SendAsync(call.Method, call.Path, call.Body, ifMatch: "\"2\"")).Refused(HttpStatusCode.Forbidden, "auth.forbidden");
        var reader = await (await services.SubcontractorAsync()).ViewerAsync();
        foreach (var call in SubcontractorWrites(posted).Take(2))
            (await reader.SendAsync(call.Method, call.Path, call.Body)).Refused(HttpStatusCode.Forbidden, "auth.forbidden");
    }

    [Fact]
    public async Task The_wrong_kind_of_company_gets_403()
    {
        var contractor = await services.ContractorAsync();
        var subcontractor = await services.SubcontractorAsync();
        var posted = await contractor.PublishedAsync();
        foreach (var call in ContractorWrites(posted, Guid.NewGuid()).Append(new(HttpMethod.Get, $"/projects/{posted.ProjectId}/history")))
            (await subcontractor.SendAsync(call.Method, call.Path, call.Body)).Refused(HttpStatusCode.Forbidden, "auth.forbidden");
        foreach (var call in SubcontractorWrites(posted).Append(new(HttpMethod.Get, "/invitations")))
            (await contractor.SendAsync(call.Method, call.Path, call.Body)).Refused(HttpStatusCode.Forbidden, "auth.forbidden");
    }

    private async Task<(Posted Posted, Guid Question)> SealedAsync()
    {
        var contractor = await services.ContractorAsync();
        var invited = await services.KnownSubcontractorAsync();
        var posted = await contractor.PublishedAsync("invited");
        await contractor.InviteAsync(posted.PackageId, invited);
        return (posted, (await invited.PostAsync($"/packages/{posted.PackageId}/questions", Text)).Ok().Id);
    }

    private static string Code(Support.Answer answer, HttpStatusCode status)
    {
        Assert.True(answer.Status == status, $"{(int)answer.Status} {answer.Body}");
        return answer["code"].GetString()!;
    }
}
