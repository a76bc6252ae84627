using System.Net;
using BidForge.Files.Tests.Support;

namespace BidForge.Files.Tests.Service;

/// <summary>A service that takes files of 64 KiB at most.</summary>
[Collection("small files")]
public sealed class LimitTests(Servers servers)
{
    private const int Limit = 65_536;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_of_exactly_the_limit_is_taken()
    {
        var scene = await Scene.CreateAsync(servers, servers.Small);
        using var client = scene.Client(scene.Contractor);
        await client.StoreAsync("document", scene.PackageId, "plan.pdf", Samples.LargePdf(Limit), Cancel);
    }

    [Theory]
    [InlineData(Limit + 1)]
    [InlineData(10 * Limit)]
    public async Task A_file_over_the_limit_is_refused_by_its_announced_length(int size)
    {
        var scene = await Scene.CreateAsync(servers, servers.Small);
        using var client = scene.Client(scene.Contractor);
        var problem = await client.UploadAsync("document", scene.PackageId, "plan.pdf", Samples.LargePdf(size), Cancel)
            .IsProblemAsync(HttpStatusCode.RequestEntityTooLarge, "file.too-large", Cancel);
        Assert.Equal(Limit, problem.GetProperty("limit").GetInt32());
    }

    [Theory]
    [InlineData(Limit + 1)]
    [InlineData(10 * Limit)]
    public async Task A_file_over_the_limit_without_an_announced_length_is_cut_off_and_leaves_nothing(int size)
    {
        var scene = await Scene.CreateAsync(servers, servers.Small);
        var before = servers.Small.FilesOnDisk().Count;
        using var http = new HttpClient { BaseAddress = servers.Small.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/files?purpose=document&packageId={scene.PackageId}&name=plan.pdf")
        {
            Content = new StreamContent(new MemoryStream(Samples.LargePdf(size))),
        };
        request.Headers.Authorization = new("Bearer", scene.Contractor.Token);
        request.Headers.TransferEncodingChunked = true;
        await http.SendAsync(request, Cancel).IsProblemAsync(HttpStatusCode.RequestEntityTooLarge, "file.too-large", Cancel);
        Assert.Equal(before, servers.Small.FilesOnDisk().Count);
        Assert.False(await Database.HoldsAsync(servers.Database, $"select 1 from files where package_id = '{scene.PackageId}'"));
    }
}
