using BidForge.Bids.Tests.Support;
using BidForge.Contracts;
using BidForge.Sharding.Map;
using Microsoft.Extensions.DependencyInjection;

namespace BidForge.Bids.Tests.Opening;

/// <summary>Who can write to the database can still not have another bid opened than the one that was acknowledged.</summary>
public sealed class AlteredTests(Servers servers)
{
    [Theory]
    [InlineData("update bids b set document = r.document, document_hash = r.document_hash from bid_revisions r where b.bid_id = r.bid_id and r.revision = 1 and b.package_id = $1")]
    [InlineData("update bids set status = 'withdrawn' where package_id = $1")]
    [InlineData("update bids set bidder_id = gen_random_uuid() where package_id = $1")]
    [InlineData("delete from bid_revisions where revision = 2 and package_id = $1")]
    public async Task Bids_that_are_not_those_that_were_acknowledged_are_not_opened(string change)
    {
        var market = await Market.OpenAsync(servers.First);
        var bidder = Person.Of(CompanyKind.Subcontractor);
        var bid = (await market.SubmitAsync(bidder, 20m)).GetProperty("bid").Id("id");
        using (var client = servers.First.As(bidder))
            await client.WriteAsync(HttpMethod.Put, $"/bids/{bid}", Market.Bid(10m), ifMatch: "\"1\"").OkAsync();
        await market.ChangeAsync(terms => terms with { DueAt = TimeProvider.System.GetUtcNow() });
        await using (var command = servers.First.Services.GetRequiredService<ShardMap>().ForSlot(market.Slot).CreateCommand(change))
        {
            command.Parameters.Add(new() { Value = market.PackageId });
            Assert.Equal(1, await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
        }

        using var contractor = servers.First.As(market.Contractor);
        using (var opening = await contractor.WriteAsync(HttpMethod.Post, $"/packages/{market.PackageId}/open", null))
            Assert.Equal(500, (int)opening.StatusCode);
        Assert.Equal("due", (await contractor.ReadAsync($"/packages/{market.PackageId}/opening").OkAsync()).Text("status"));
        Assert.Equal(0L, await servers.AskAsync<long>(market, "select count(*) from openings where package_id = $1"));
    }
}
