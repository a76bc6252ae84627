using System.Net;
using BidForge.Contracts.Projects;
using BidForge.Files.Tests.Support;
using Npgsql;

namespace BidForge.Files.Tests.Service;

/// <summary>Who may read what, and when.</summary>
[Collection("local blobs")]
public sealed class AccessTests(Servers servers)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_documents_of_a_draft_are_for_their_contractor_only()
    {
        var (scene, document) = await WithDocumentAsync(PackageStatus.Draft, Visibility.Public);
        var bidder = await scene.SubcontractorAsync();
        await scene.InviteAsync(bidder);
        await ReadsAsync(scene, scene.Contractor, document);
        await ReadsNothingAsync(scene, bidder, document);
        await ReadsNothingAsync(scene, await Company.RegisterAsync(servers, "contractor", Cancel), document);
    }

    [Fact]
    public async Task The_documents_of_a_public_package_are_for_any_company_once_it_is_published()
    {
        var (scene, document) = await WithDocumentAsync(PackageStatus.Draft, Visibility.Public);
        var anyone = await scene.SubcontractorAsync();
        await ReadsNothingAsync(scene, anyone, document);
        await scene.TermsAsync(PackageStatus.Published, Visibility.Public);
        await ReadsAsync(scene, anyone, document);
        await ReadsAsync(scene, await Company.RegisterAsync(servers, "contractor", Cancel), document);
    }

    [Fact]
    public async Task The_documents_of_an_invited_package_are_for_invited_companies()
    {
        var (scene, document) = await WithDocumentAsync(PackageStatus.Published, Visibility.Invited);
        var (invited, stranger) = (await scene.SubcontractorAsync(), await scene.SubcontractorAsync());
        await ReadsNothingAsync(scene, invited, document);
        await scene.InviteAsync(invited);
        await ReadsAsync(scene, invited, document);
        await ReadsNothingAsync(scene, stranger, document);
    }

    [Fact]
    public async Task A_cancelled_package_leaves_its_documents_to_those_who_could_read_them()
    {
        var (scene, document) = await WithDocumentAsync(PackageStatus.Published, Visibility.Invited);
        var (invited, stranger) = (await scene.SubcontractorAsync(), await scene.SubcontractorAsync());
        await scene.InviteAsync(invited);
        await scene.TermsAsync(PackageStatus.Cancelled, Visibility.Invited);
        await ReadsAsync(scene, invited, document);
        await ReadsNothingAsync(scene, stranger, document);
    }

    [Fact]
    public async Task A_draft_that_is_cancelled_shows_its_documents_to_nobody()
    {
        var (scene, document) = await WithDocumentAsync(PackageStatus.Cancelled, Visibility.Public);
        await ReadsNothingAsync(scene, await scene.SubcontractorAsync(), document);
    }

    [Fact]
    public async Task Older_terms_that_come_late_do_not_reopen_a_package()
    {
        var (scene, document) = await WithDocumentAsync(PackageStatus.Published, Visibility.Public);
        await scene.TermsAsync(PackageStatus.Published, Visibility.Invited);
        await servers.Bus.TellAsync(scene.Terms(PackageStatus.Published, Visibility.Public, atVersion: 1, TimeProvider.System.GetUtcNow().AddDays(1)), Cancel);
        await scene.InviteAsync(await scene.SubcontractorAsync());
        await ReadsNothingAsync(scene, await scene.SubcontractorAsync(), document);
    }

    [Fact]
    public async Task A_document_uploaded_for_a_package_that_turns_out_to_be_anothers_shows_to_nobody()
    {
        var scene = await Scene.CreateAsync(servers, servers.Local);
        var rival = await Company.RegisterAsync(servers, "contractor", Cancel);
        using var rivals = scene.Client(rival);
        var planted = (await rivals.StoreAsync("document", scene.PackageId, "planted.pdf", Samples.Pdf, Cancel)).Id();
        using var owners = scene.Client(scene.Contractor);
        await owners.StoreAsync("document", scene.PackageId, "plan.pdf", Samples.Pdf, Cancel);
        await scene.TermsAsync(PackageStatus.Published, Visibility.Public);

        foreach (var reader in new[] { scene.Contractor, await scene.SubcontractorAsync() })
        {
            using var client = scene.Client(reader);
            var list = await client.GetAsync($"packages/{scene.PackageId}/documents", Cancel).IsJsonAsync(HttpStatusCode.OK, Cancel);
            Assert.Equal("plan.pdf", Assert.Single(list.GetProperty("data").EnumerateArray()).GetProperty("name").GetString());
            await client.GetAsync($"files/{planted}/content", Cancel).IsProblemAsync(HttpStatusCode.NotFound, "file.not-found", Cancel);
        }
        var ofRival = await rivals.GetAsync($"packages/{scene.PackageId}/documents", Cancel).IsJsonAsync(HttpStatusCode.OK, Cancel);
        Assert.Equal("plan.pdf", Assert.Single(ofRival.GetProperty("data").EnumerateArray()).GetProperty("name").GetString());
    }

    [Fact]
    public async Task An_attachment_opens_to_the_contractor_with_its_bid_and_to_nobody_else()
    {
        var scene = await Scene.CreateAsync(servers, servers.Local);
        await scene.TermsAsync(PackageStatus.Published, Visibility.Public);
        var (bidder, rival) = (await scene.SubcontractorAsync(), await scene.SubcontractorAsync());
        using var client = scene.Client(bidder);
        var bound = (await client.StoreAsync("bidAttachment", scene.PackageId, "quote.pdf", Samples.Pdf, Cancel)).Id();
        var loose = (await client.StoreAsync("bidAttachment", scene.PackageId, "draft.pdf", Samples.Pdf, Cancel)).Id();
        await ReadsFileAsync(scene, bidder, bound);
        await ClosedAsync(scene, scene.Contractor, bound);

        await scene.OpenAsync((bidder, [bound]));
        await ReadsFileAsync(scene, scene.Contractor, bound);
        await ReadsFileAsync(scene, bidder, bound);
        await ClosedAsync(scene, scene.Contractor, loose);
        await ClosedAsync(scene, rival, bound);
        await ClosedAsync(scene, await Company.RegisterAsync(servers, "contractor", Cancel), bound);
    }

    [Fact]
    public async Task A_bid_that_lists_files_of_others_or_for_other_packages_opens_none_of_them()
    {
        var scene = await Scene.CreateAsync(servers, servers.Local);
        var elsewhere = await Scene.CreateAsync(servers, servers.Local);
        var (bidder, rival) = (await scene.SubcontractorAsync(), await scene.SubcontractorAsync());
        using var client = scene.Client(bidder);
        using var rivals = scene.Client(rival);
        using var owners = elsewhere.Client(elsewhere.Contractor);
        var own = (await client.StoreAsync("bidAttachment", scene.PackageId, "quote.pdf", Samples.Pdf, Cancel)).Id();
        var ofRival = (await rivals.StoreAsync("bidAttachment", scene.PackageId, "quote.pdf", Samples.Pdf, Cancel)).Id();
        var forAnother = (await client.StoreAsync("bidAttachment", elsewhere.PackageId, "quote.pdf", Samples.Pdf, Cancel)).Id();
        var document = (await owners.StoreAsync("document", scene.PackageId, "plan.pdf", Samples.Pdf, Cancel)).Id();

        await scene.OpenAsync((bidder, [own, ofRival, forAnother, document, Guid.CreateVersion7()]));
        await ReadsFileAsync(scene, scene.Contractor, own);
        await ClosedAsync(scene, scene.Contractor, ofRival);
        await ClosedAsync(scene, scene.Contractor, forAnother);
        await ClosedAsync(scene, scene.Contractor, document);
    }

    [Fact]
    public async Task A_closed_file_and_one_that_never_was_are_answered_alike()
    {
        var scene = await Scene.CreateAsync(servers, servers.Local);
        using var bidding = scene.Client(await scene.SubcontractorAsync());
        var closed = (await bidding.StoreAsync("bidAttachment", scene.PackageId, "quote.pdf", Samples.Pdf, Cancel)).Id();
        using var client = scene.Client(scene.Contractor);
        using var head = await bidding.SendAsync(HttpMethod.Head, $"files/{closed}/content", Cancel);
        var tag = head.Headers.ETag!.ToString();
        foreach (var path in new[] { "files/{0}", "files/{0}/content", "files/{0}/preview" })
        {
            var answers = new List<string>();
            foreach (var id in new[] { closed, Guid.CreateVersion7() })
            {
                using var answer = await client.GetAsync(string.Format(null, path, id), Cancel, ("If-None-Match", tag), ("Range", "bytes=9999-"));
                Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
                var body = System.Text.Json.Nodes.JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!.AsObject();
                body.Remove("traceId");
                answers.Add($"{string.Join(',', answer.Headers.Concat(answer.Content.Headers).Where(h => h.Key is not ("Date" or "Content-Length")).Select(h => $"{h.Key}={string.Join(';', h.Value)}"))} {body}");
            }
            Assert.Equal(answers[0], answers[1]);
        }
    }

    [Fact]
    public async Task A_file_of_another_company_is_not_deleted()
    {
        var (scene, document) = await WithDocumentAsync(PackageStatus.Published, Visibility.Public);
        using var client = scene.Client(await Company.RegisterAsync(servers, "contractor", Cancel));
        await client.SendAsync(HttpMethod.Delete, $"files/{document}", Cancel).IsProblemAsync(HttpStatusCode.NotFound, "file.not-found", Cancel);
        await ReadsAsync(scene, scene.Contractor, document);
    }

    [Fact]
    public async Task What_was_bid_on_and_what_was_bid_with_stays_after_the_opening()
    {
        var (scene, document) = await WithDocumentAsync(PackageStatus.Published, Visibility.Public);
        var bidder = await scene.SubcontractorAsync();
        using var posting = scene.Client(scene.Contractor);
        using var bidding = scene.Client(bidder);
        var bound = (await bidding.StoreAsync("bidAttachment", scene.PackageId, "quote.pdf", Samples.Pdf, Cancel)).Id();
        var loose = (await bidding.StoreAsync("bidAttachment", scene.PackageId, "draft.pdf", Samples.Pdf, Cancel)).Id();
        await scene.OpenAsync((bidder, [bound]));
        await posting.SendAsync(HttpMethod.Delete, $"files/{document}", Cancel).IsProblemAsync(HttpStatusCode.Conflict, "file.in-use", Cancel);
        await bidding.SendAsync(HttpMethod.Delete, $"files/{bound}", Cancel).IsProblemAsync(HttpStatusCode.Conflict, "file.in-use", Cancel);
        await bidding.SendAsync(HttpMethod.Delete, $"files/{loose}", Cancel).IsAsync(HttpStatusCode.NoContent, Cancel);
        await ReadsFileAsync(scene, scene.Contractor, bound);
    }

    [Fact]
    public async Task Between_deadline_and_opening_an_attachment_stays_for_it_may_belong_to_a_sealed_bid()
    {
        var scene = await Scene.CreateAsync(servers, servers.Local);
        using var client = scene.Client(await scene.SubcontractorAsync());
        var early = (await client.StoreAsync("bidAttachment", scene.PackageId, "quote.pdf", Samples.Pdf, Cancel)).Id();
        var late = (await client.StoreAsync("bidAttachment", scene.PackageId, "quote.pdf", Samples.Pdf, Cancel)).Id();
        await scene.TermsAsync(PackageStatus.Published, Visibility.Public, TimeSpan.FromHours(1));
        await client.SendAsync(HttpMethod.Delete, $"files/{early}", Cancel).IsAsync(HttpStatusCode.NoContent, Cancel);
        await scene.TermsAsync(PackageStatus.Published, Visibility.Public, TimeSpan.FromHours(-1));
        await client.SendAsync(HttpMethod.Delete, $"files/{late}", Cancel).IsProblemAsync(HttpStatusCode.Conflict, "file.in-use", Cancel);
    }

    [Fact]
    public async Task The_database_itself_shows_a_company_only_what_it_may_read()
    {
        var (scene, document) = await WithDocumentAsync(PackageStatus.Published, Visibility.Invited);
        var (bidder, stranger) = (await scene.SubcontractorAsync(), await scene.SubcontractorAsync());
        await scene.InviteAsync(bidder);
        using var client = scene.Client(bidder);
        var bound = (await client.StoreAsync("bidAttachment", scene.PackageId, "quote.pdf", Samples.Pdf, Cancel)).Id();
        Assert.Equal([document], await SeenAsync(scene.PackageId, scene.Contractor.Id));
        await scene.OpenAsync((bidder, [bound]));

        Assert.Equal([document, bound], await SeenAsync(scene.PackageId, scene.Contractor.Id));
        Assert.Equal([document, bound], await SeenAsync(scene.PackageId, bidder.Id));
        Assert.Empty(await SeenAsync(scene.PackageId, stranger.Id));
        Assert.Empty(await SeenAsync(scene.PackageId, null));
    }

    private async Task<(Scene Scene, Guid Document)> WithDocumentAsync(PackageStatus status, Visibility visibility)
    {
        var scene = await Scene.CreateAsync(servers, servers.Local);
        using var client = scene.Client(scene.Contractor);
        var document = (await client.StoreAsync("document", scene.PackageId, "plan.pdf", Samples.Pdf, Cancel)).Id();
        await scene.TermsAsync(status, visibility);
        return (scene, document);
    }

    /// <summary>All files of a package that PostgreSQL shows under its row-level security, without any condition of the program's.</summary>
    private async Task<List<Guid>> SeenAsync(Guid packageId, Guid? company)
    {
        await using var connection = new NpgsqlConnection(servers.Database);
        await connection.OpenAsync(Cancel);
        await using var transaction = await connection.BeginTransactionAsync(Cancel);
        await using (var act = new NpgsqlCommand("select set_config('role', 'bidforge_file', true), set_config('app.company', $1, true)", connection, transaction))
        {
            act.Parameters.Add(new() { Value = company?.ToString() ?? "" });
            await act.ExecuteNonQueryAsync(Cancel);
        }
        await using var select = new NpgsqlCommand("select id from files where package_id = $1 order by id", connection, transaction);
        select.Parameters.Add(new() { Value = packageId });
        await using var rows = await select.ExecuteReaderAsync(Cancel);
        var seen = new List<Guid>();
        while (await rows.ReadAsync(Cancel))
            seen.Add(rows.GetGuid(0));
        return seen;
    }

    private static async Task ReadsAsync(Scene scene, Company company, Guid document)
    {
        await ReadsFileAsync(scene, company, document);
        using var client = scene.Client(company);
        var list = await client.GetAsync($"packages/{scene.PackageId}/documents", Cancel).IsJsonAsync(HttpStatusCode.OK, Cancel);
        Assert.Equal(document, Assert.Single(list.GetProperty("data").EnumerateArray()).Id());
    }

    private static async Task ReadsNothingAsync(Scene scene, Company company, Guid document)
    {
        await ClosedAsync(scene, company, document);
        using var client = scene.Client(company);
        await client.GetAsync($"packages/{scene.PackageId}/documents", Cancel).IsProblemAsync(HttpStatusCode.NotFound, "package.not-found", Cancel);
    }

    private static async Task ReadsFileAsync(Scene scene, Company company, Guid file)
    {
        using var client = scene.Client(company);
        await client.GetAsync($"files/{file}", Cancel).IsAsync(HttpStatusCode.OK, Cancel);
        await client.GetAsync($"files/{file}/content", Cancel).IsAsync(HttpStatusCode.OK, Cancel);
    }

    private static async Task ClosedAsync(Scene scene, Company company, Guid file)
    {
        using var client = scene.Client(company);
        await client.GetAsync($"files/{file}", Cancel).IsProblemAsync(HttpStatusCode.NotFound, "file.not-found", Cancel);
        await client.GetAsync($"files/{file}/content", Cancel).IsProblemAsync(HttpStatusCode.NotFound, "file.not-found", Cancel);
        await client.GetAsync($"files/{file}/preview", Cancel).IsProblemAsync(HttpStatusCode.NotFound, "file.not-found", Cancel);
        await client.SendAsync(HttpMethod.Delete, $"files/{file}", Cancel).IsProblemAsync(HttpStatusCode.NotFound, "file.not-found", Cancel);
    }
}
