using System.Text;
using BidForge.Bids.Tests.Support;
using BidForge.Contracts;

namespace BidForge.Bids.Tests.Sealing;

public sealed class SealTests(Servers servers)
{
    [Fact]
    public async Task No_row_of_a_sealed_bid_holds_a_price_and_a_hash_can_not_be_guessed_back()
    {
        var market = await Market.OpenAsync(servers.First);
        var bidder = Person.Of(CompanyKind.Subcontractor);
        using var client = servers.First.As(bidder);
        await client.WriteAsync(HttpMethod.Post, $"/packages/{market.PackageId}/bids", Market.Bid(918273.6455m, notes: "planted words")).OkAsync();
        foreach (var table in new[] { "bids", "bid_revisions" })
        {
            var row = await servers.AskAsync<string>(market, $"select row_to_json(t)::text || encode(document, 'escape') from {table} t where package_id = $1");
            Assert.DoesNotContain("918273", row, StringComparison.Ordinal);
            Assert.DoesNotContain("planted", row, StringComparison.Ordinal);
            Assert.DoesNotContain(Convert.ToHexStringLower("918273"u8), row, StringComparison.Ordinal);
        }
        var key = await servers.AskAsync<byte[]>(market, "select k.request_hash from idempotency_keys k join bids b on b.bid_id = k.bid_id where b.package_id = $1");
        var guess = System.Security.Cryptography.SHA256.HashData(
            [.. Encoding.UTF8.GetBytes($"POST /api/v1/packages/{market.PackageId}/bids\n"), .. Encoding.UTF8.GetBytes(System.Text.Json.JsonSerializer.Serialize(Market.Bid(918273.6455m, notes: "planted words")))]);
        Assert.NotEqual(guess, key);
    }

    [Fact]
    public async Task Packages_have_keys_of_their_own_that_no_other_key_file_unwraps()
    {
        var (one, other) = (await Market.OpenAsync(servers.First), await Market.OpenAsync(servers.First));
        const string Wrapped = "select wrapped from package_keys where package_id = $1";
        Assert.NotEqual(await servers.AskAsync<byte[]>(one, Wrapped), await servers.AskAsync<byte[]>(other, Wrapped));
        var master = await servers.AskAsync<string>(one, "select master_id from package_keys where package_id = $1");
        var stranger = new Ledger.FileMasterKeys(Ledger.KeyFile.Create(TimeProvider.System.GetUtcNow()));
        var wrapped = new Ledger.WrappedKey(master, await servers.AskAsync<byte[]>(one, Wrapped));
        Assert.Throws<KeyNotFoundException>(() => stranger.Unwrap(wrapped, one.PackageId.ToByteArray(bigEndian: true)));
        Assert.ThrowsAny<System.Security.Cryptography.CryptographicException>(
            () => stranger.Unwrap(wrapped with { MasterId = stranger.CurrentId }, one.PackageId.ToByteArray(bigEndian: true)));
    }

    [Fact]
    public async Task Bids_of_a_package_that_is_not_sealed_show_as_they_come_and_who_looked_is_logged()
    {
        var market = await Market.OpenAsync(servers.First, terms: terms => terms with { Sealed = false });
        var bidder = Person.Of(CompanyKind.Subcontractor);
        var bid = (await market.SubmitAsync(bidder, 10m)).GetProperty("bid").Id("id");
        using var contractor = servers.First.As(market.Contractor);
        var sheet = await contractor.ReadAsync($"/packages/{market.PackageId}/leveling").OkAsync();
        Assert.Equal(1205m, sheet.GetProperty("bids")[0].Number("baseTotal"));
        Assert.Equal("submitted", (await contractor.ReadAsync($"/bids/{bid}").OkAsync()).Text("status"));
        await contractor.WriteAsync(HttpMethod.Post, $"/packages/{market.PackageId}/award", new { bidId = bid, showRanks = false }).RefusedAsync(409, "package.not-opened");
        using var rival = servers.First.As(Person.Of(CompanyKind.Subcontractor));
        await rival.ReadAsync($"/bids/{bid}").RefusedAsync(404, "bid.not-found");
        using var mine = servers.First.As(bidder);
        Assert.Equal(market.Contractor.Name, (await mine.ReadAsync($"/bids/{bid}/views").OkAsync()).GetProperty("data")[0].Text("viewerName"));
    }
}
