using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using BidForge.Contracts.Projects;
using BidForge.Files.Tests.Support;
using BidForge.Files.Uploads;

namespace BidForge.Files.Tests.Service;

/// <summary>What is taken in and what is refused, over every blob store.</summary>
public abstract class UploadTests(Servers servers)
{
    private protected abstract FileService Service { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(100_000)]
    [InlineData(9_000_000)]
    public async Task An_uploaded_document_is_read_back_byte_for_byte(int padding)
    {
        var scene = await Scene.CreateAsync(servers, Service);
        using var client = scene.Client(scene.Contractor);
        var bytes = Samples.LargePdf(Samples.Pdf.Length + padding);
        var sha256 = SHA256.HashData(bytes);

        using var answer = await client.UploadAsync("document", scene.PackageId, "plan.pdf", bytes, Cancel, "application/pdf", ContentDigest.Write(sha256));
        var file = await Task.FromResult(answer).IsJsonAsync(HttpStatusCode.Created, Cancel);
        Assert.Equal($"/api/v1/files/{file.Id()}", answer.Headers.Location?.ToString());
        Assert.Equal(scene.Contractor.Id, file.GetProperty("companyId").GetGuid());
        Assert.Equal("document", file.GetProperty("purpose").GetString());
        Assert.Equal(scene.PackageId, file.GetProperty("packageId").GetGuid());
        Assert.Equal("plan.pdf", file.GetProperty("name").GetString());
        Assert.Equal(bytes.Length, file.GetProperty("size").GetInt64());
        Assert.Equal("application/pdf", file.GetProperty("contentType").GetString());
        Assert.Equal(Convert.ToHexStringLower(sha256), file.GetProperty("sha256").GetString());
        Assert.True(file.TryGetProperty("createdAt", out _));

        Assert.Equal(file.ToString(), (await client.GetAsync($"files/{file.Id()}", Cancel).IsJsonAsync(HttpStatusCode.OK, Cancel)).ToString());
        using var content = await client.GetAsync($"files/{file.Id()}/content", Cancel);
        Assert.Equal(sha256, SHA256.HashData(await content.Content.ReadAsByteArrayAsync(Cancel)));
    }

    [Fact]
    public async Task A_stored_document_is_told_on_the_bus_and_an_attachment_is_not()
    {
        var scene = await Scene.CreateAsync(servers, Service);
        var bidder = await scene.SubcontractorAsync();
        using var posting = scene.Client(scene.Contractor);
        using var bidding = scene.Client(bidder);
        var attachment = await bidding.StoreAsync("bidAttachment", scene.PackageId, "quote.pdf", Samples.Pdf, Cancel);
        var document = await posting.StoreAsync("document", scene.PackageId, "plan.pdf", Samples.Pdf, Cancel);

        await Eventually.TrueAsync(() => Task.FromResult(servers.Bus.Heard(document.Id()) is not null), "the document was told", Cancel);
        var told = servers.Bus.Heard(document.Id())!;
        Assert.Equal((scene.Contractor.Id, scene.PackageId, "plan.pdf", (long)Samples.Pdf.Length), (told.CompanyId, told.PackageId, told.Name, told.Size));
        Assert.Null(servers.Bus.Heard(attachment.Id()));
    }

    [Fact]
    public Task A_body_that_is_not_what_its_digest_promises_is_refused() => RefusedAsync(
        "plan.pdf", Samples.Pdf, HttpStatusCode.BadRequest, "file.digest-mismatch", digest: ContentDigest.Write(SHA256.HashData("other"u8)));

    [Fact]
    public Task Bytes_that_contradict_the_name_are_refused() => RefusedAsync("plan.pdf", Samples.Png, HttpStatusCode.UnsupportedMediaType, "file.type-mismatch");

    [Fact]
    public Task A_declared_type_that_contradicts_the_name_is_refused() =>
        RefusedAsync("plan.pdf", Samples.Pdf, HttpStatusCode.UnsupportedMediaType, "file.type-mismatch", contentType: "image/png");

    [Fact]
    public Task A_program_called_a_plan_is_refused() => RefusedAsync("plan.pdf", Samples.WindowsProgram, HttpStatusCode.UnsupportedMediaType, "file.type-refused");

    [Fact]
    public Task A_web_page_is_refused() => RefusedAsync("plan.html", Samples.Html, HttpStatusCode.UnsupportedMediaType, "file.type-refused", contentType: "text/html");

    [Fact]
    public Task A_large_file_that_turns_out_to_be_no_text_is_refused() => RefusedAsync(
        "notes.txt", [.. Enumerable.Repeat((byte)'a', 9_000_000), 0], HttpStatusCode.UnsupportedMediaType, "file.type-mismatch");

    [Fact]
    public Task An_empty_file_is_refused() => RefusedAsync("plan.pdf", [], HttpStatusCode.BadRequest, "file.empty");

    [Theory]
    [InlineData("purpose=plan&packageId=00000000-0000-7000-8000-000000000001&name=a.pdf", "purpose")]
    [InlineData("purpose=document&packageId=five&name=a.pdf", "packageId")]
    [InlineData("purpose=document&packageId=00000000-0000-7000-8000-000000000001&name=%0A..", "name")]
    [InlineData("purpose=document&packageId=00000000-0000-7000-8000-000000000001", "name")]
    public async Task A_query_that_lacks_something_is_refused_naming_it(string query, string field)
    {
        var scene = await Scene.CreateAsync(servers, Service);
        using var client = scene.Client(scene.Contractor);
        var problem = await client.SendAsync(HttpMethod.Post, $"files?{query}", Cancel).IsProblemAsync(HttpStatusCode.BadRequest, "request.invalid", Cancel);
        Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _), problem.ToString());
    }

    [Fact]
    public async Task A_broken_digest_header_is_refused_naming_it()
    {
        var problem = await RefusedAsync("plan.pdf", Samples.Pdf, HttpStatusCode.BadRequest, "request.invalid", digest: "sha-256=nonsense");
        Assert.True(problem.GetProperty("errors").TryGetProperty("Content-Digest", out _));
    }

    [Fact]
    public async Task An_upload_that_breaks_off_leaves_nothing()
    {
        var scene = await Scene.CreateAsync(servers, Service);
        var (blobs, onDisk) = await LeftBehindAsync();
        using (var socket = new TcpClient())
        {
            await socket.ConnectAsync(Service.Address.Host, Service.Address.Port, Cancel);
            await using var stream = socket.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes(
                $"POST /api/v1/files?purpose=document&packageId={scene.PackageId}&name=plan.pdf HTTP/1.1\r\nHost: x\r\n" +
                $"Authorization: Bearer {scene.Contractor.Token}\r\nIdempotency-Key: broken\r\nContent-Length: 20000000\r\n\r\n"), Cancel);
            await stream.WriteAsync(Samples.LargePdf(9_000_000), Cancel);
            socket.Client.Close(0);
        }
        await Eventually.TrueAsync(async () => await LeftBehindAsync() == (blobs, onDisk), "nothing was left behind", Cancel);
        Assert.False(await Database.HoldsAsync(servers.Database, $"select 1 from files where package_id = '{scene.PackageId}'"));

        using var client = scene.Client(scene.Contractor);
        await client.UploadAsync("document", scene.PackageId, "plan.pdf", Samples.Pdf, Cancel, key: "broken").IsAsync(HttpStatusCode.Created, Cancel);
    }

    [Fact]
    public async Task An_upload_sent_again_with_its_key_is_the_same_file()
    {
        var scene = await Scene.CreateAsync(servers, Service);
        using var client = scene.Client(scene.Contractor);
        var first = await UploadWithKeyAsync(client, scene, "plan.pdf", Samples.Pdf).IsJsonAsync(HttpStatusCode.Created, Cancel);
        var left = await LeftBehindAsync();
        var again = await UploadWithKeyAsync(client, scene, "plan.pdf", Samples.Pdf).IsJsonAsync(HttpStatusCode.Created, Cancel);
        Assert.Equal(first.ToString(), again.ToString());
        await UploadWithKeyAsync(client, scene, "plan.pdf", Samples.LargePdf(500)).IsProblemAsync(HttpStatusCode.UnprocessableEntity, "idempotency.key-reused", Cancel);
        await UploadWithKeyAsync(client, scene, "other.pdf", Samples.Pdf).IsProblemAsync(HttpStatusCode.UnprocessableEntity, "idempotency.key-reused", Cancel);
        Assert.Equal(left, await LeftBehindAsync());
    }

    [Fact]
    public async Task Of_uploads_with_one_key_at_once_one_is_stored()
    {
        var scene = await Scene.CreateAsync(servers, Service);
        using var client = scene.Client(scene.Contractor);
        var (blobs, _) = await LeftBehindAsync();
        var bytes = Samples.LargePdf(300_000);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => UploadWithKeyAsync(client, scene, "plan.pdf", bytes).IsJsonAsync(HttpStatusCode.Created, Cancel)));
        Assert.Single(answers.Select(file => file.ToString()).Distinct());
        Assert.Equal(1, await Database.CountAsync(servers.Database, $"select 1 from files where package_id = '{scene.PackageId}'"));
        Assert.Equal(blobs + 1, (await LeftBehindAsync()).Blobs);
    }

    [Fact]
    public async Task One_companys_key_is_nothing_to_another()
    {
        var scene = await Scene.CreateAsync(servers, Service);
        using var client = scene.Client(scene.Contractor);
        using var other = scene.Client(await scene.SubcontractorAsync());
        var first = await UploadWithKeyAsync(client, scene, "plan.pdf", Samples.Pdf).IsJsonAsync(HttpStatusCode.Created, Cancel);
        var second = await other.UploadAsync("bidAttachment", scene.PackageId, "plan.pdf", Samples.Pdf, Cancel, key: "the-key").IsJsonAsync(HttpStatusCode.Created, Cancel);
        Assert.NotEqual(first.Id(), second.Id());
    }

    [Fact]
    public async Task Only_a_contractor_uploads_documents_and_only_a_subcontractor_attachments()
    {
        var scene = await Scene.CreateAsync(servers, Service);
        using var contractor = scene.Client(scene.Contractor);
        using var subcontractor = scene.Client(await scene.SubcontractorAsync());
        await contractor.UploadAsync("bidAttachment", scene.PackageId, "a.pdf", Samples.Pdf, Cancel).IsProblemAsync(HttpStatusCode.Forbidden, "auth.forbidden", Cancel);
        await subcontractor.UploadAsync("document", scene.PackageId, "a.pdf", Samples.Pdf, Cancel).IsProblemAsync(HttpStatusCode.Forbidden, "auth.forbidden", Cancel);
    }

    [Fact]
    public async Task A_viewer_reads_and_does_not_write()
    {
        var scene = await Scene.CreateAsync(servers, Service);
        using var owner = scene.Client(scene.Contractor);
        using var viewer = new FileClient(Service, await scene.Contractor.HireAsync("viewer", Cancel));
        using var nobody = new FileClient(Service, null);
        var file = await owner.StoreAsync("document", scene.PackageId, "plan.pdf", Samples.Pdf, Cancel);
        await viewer.UploadAsync("document", scene.PackageId, "plan.pdf", Samples.Pdf, Cancel).IsProblemAsync(HttpStatusCode.Forbidden, "auth.forbidden", Cancel);
        await viewer.SendAsync(HttpMethod.Delete, $"files/{file.Id()}", Cancel).IsProblemAsync(HttpStatusCode.Forbidden, "auth.forbidden", Cancel);
        await viewer.GetAsync($"files/{file.Id()}/content", Cancel).IsAsync(HttpStatusCode.OK, Cancel);
        await nobody.GetAsync($"files/{file.Id()}", Cancel).IsProblemAsync(HttpStatusCode.Unauthorized, "auth.token-invalid", Cancel);
        await nobody.UploadAsync("document", scene.PackageId, "plan.pdf", Samples.Pdf, Cancel).IsProblemAsync(HttpStatusCode.Unauthorized, "auth.token-invalid", Cancel);
    }

    [Fact]
    public async Task A_document_for_a_package_of_another_company_or_a_deleted_one_is_refused()
    {
        var scene = await Scene.CreateAsync(servers, Service);
        await scene.TermsAsync(PackageStatus.Published, Visibility.Public);
        var rival = await Company.RegisterAsync(servers, "contractor", Cancel);
        using var client = scene.Client(rival);
        await client.UploadAsync("document", scene.PackageId, "plan.pdf", Samples.Pdf, Cancel).IsProblemAsync(HttpStatusCode.NotFound, "package.not-found", Cancel);

        var deleted = await Scene.CreateAsync(servers, Service);
        await deleted.DeleteAsync();
        using var owner = deleted.Client(deleted.Contractor);
        await owner.UploadAsync("document", deleted.PackageId, "plan.pdf", Samples.Pdf, Cancel).IsProblemAsync(HttpStatusCode.NotFound, "package.not-found", Cancel);
    }

    private static Task<HttpResponseMessage> UploadWithKeyAsync(FileClient client, Scene scene, string name, byte[] bytes) =>
        client.UploadAsync("document", scene.PackageId, name, bytes, Cancel, key: "the-key");

    private async Task<System.Text.Json.JsonElement> RefusedAsync(
        string name, byte[] bytes, HttpStatusCode status, string code, string? contentType = null, string? digest = null)
    {
        var scene = await Scene.CreateAsync(servers, Service);
        var before = await LeftBehindAsync();
        using var client = scene.Client(scene.Contractor);
        var problem = await client.UploadAsync("document", scene.PackageId, name, bytes, Cancel, contentType, digest).IsProblemAsync(status, code, Cancel);
        Assert.Equal(before, await LeftBehindAsync());
        Assert.False(await Database.HoldsAsync(servers.Database, $"select 1 from files where package_id = '{scene.PackageId}'"));
        return problem;
    }

    private async Task<(int Blobs, int OnDisk)> LeftBehindAsync() => ((await Service.AllBlobsAsync(Cancel)).Count, Service.FilesOnDisk().Count);
}
