using System.Security.Cryptography;
using System.Text.Json;
using BidForge.Bids.Tests.Support;
using BidForge.Contracts;
using BidForge.Ledger;

namespace BidForge.Bids.Tests.Receipts;

public sealed class ReceiptTests(Servers servers)
{
    [Fact]
    public async Task Every_act_has_a_receipt_that_holds_offline_and_is_under_the_root()
    {
        var market = await Market.OpenAsync(servers.First);
        var bidder = Person.Of(CompanyKind.Subcontractor);
        for (var rival = 0; rival < 5; rival++)
            await market.SubmitAsync(Person.Of(CompanyKind.Subcontractor));
        using var client = servers.First.As(bidder);
        var answers = new List<JsonElement> { await market.SubmitAsync(bidder) };
        var bid = answers[0].GetProperty("bid").Id("id");
        answers.Add(await client.WriteAsync(HttpMethod.Put, $"/bids/{bid}", Market.Bid(11m), ifMatch: "\"1\"").OkAsync());
        answers.Add(await client.WriteAsync(HttpMethod.Post, $"/bids/{bid}/withdraw", null, ifMatch: "\"2\"").OkAsync());
        await market.SubmitAsync(Person.Of(CompanyKind.Subcontractor));
        await client.ReadAsync($"/bids/{bid}/proof").RefusedAsync(409, "package.not-opened");
        await client.ReadAsync($"/packages/{market.PackageId}/opening/root").RefusedAsync(409, "package.not-opened");
        await market.CloseAndOpenAsync();

        using var anybody = servers.Second.CreateDefaultClient();
        var keys = JsonSerializer.Deserialize<ReceiptKeys>(await anybody.GetByteArrayAsync("/api/v1/receipts/keys"), LedgerJson.Options)!;
        var root = await client.GetByteArrayAsync($"/api/v1/packages/{market.PackageId}/opening/root");
        string[] kinds = ["submit", "revise", "withdraw"];
        for (var revision = 1; revision <= 3; revision++)
        {
            var receipt = await client.GetByteArrayAsync($"/api/v1/bids/{bid}/receipt?revision={revision}");
            Assert.Equal(answers[revision - 1].GetProperty("receipt").GetRawText(), JsonSerializer.Deserialize<JsonElement>(receipt).GetRawText());
            Assert.Equal(kinds[revision - 1], JsonSerializer.Deserialize<SignedReceipt>(receipt, LedgerJson.Options)!.Receipt.Kind);
            var findings = ReceiptCheck.Run(
                keys, receipt, await client.GetByteArrayAsync($"/api/v1/bids/{bid}/document?revision={revision}"),
                await client.GetByteArrayAsync($"/api/v1/bids/{bid}/proof?revision={revision}"), root);
            Assert.Equal((11, ""), (findings.Count, string.Join('\n', findings.Where(finding => finding.Fault is not null))));
        }
        Assert.Equal(9, JsonSerializer.Deserialize<SignedRoot>(root, LedgerJson.Options)!.Root.TreeSize);
        await client.ReadAsync($"/bids/{bid}/receipt?revision=4").RefusedAsync(404, "bid.not-found");
    }

    [Fact]
    public async Task The_document_is_what_was_sent_and_its_hash_is_in_the_receipt()
    {
        var market = await Market.OpenAsync(servers.First);
        var bidder = Person.Of(CompanyKind.Subcontractor);
        var answer = await market.SubmitAsync(bidder, 12.3456m);
        var bid = answer.GetProperty("bid").Id("id");
        using var client = servers.Second.As(bidder);
        var document = await client.GetByteArrayAsync($"/api/v1/bids/{bid}/document");
        Assert.Equal(CanonicalJson.Of(document), document);
        Assert.Equal(answer.GetProperty("receipt").GetProperty("receipt").Text("documentHash"), Convert.ToHexStringLower(SHA256.HashData(document)));
        var json = JsonSerializer.Deserialize<JsonElement>(document);
        Assert.Equal("12.3456", json.GetProperty("lines")[0].Text("unitPrice"));
        Assert.True(json.Text("salt").Length >= 22);
    }

    [Fact]
    public async Task Receipts_documents_and_proofs_are_their_bidders_own()
    {
        var market = await Market.OpenAsync(servers.First);
        var bid = (await market.SubmitAsync(Person.Of(CompanyKind.Subcontractor))).GetProperty("bid").Id("id");
        await market.CloseAndOpenAsync();
        using var rival = servers.First.As(Person.Of(CompanyKind.Subcontractor));
        foreach (var what in new[] { "receipt", "document", "proof" })
        {
            await rival.ReadAsync($"/bids/{bid}/{what}").RefusedAsync(404, "bid.not-found");
            using var contractor = servers.First.As(market.Contractor);
            await contractor.ReadAsync($"/bids/{bid}/{what}").RefusedAsync(403, "auth.forbidden");
        }
    }

    [Fact]
    public async Task A_tree_that_was_tampered_with_gives_no_proof()
    {
        var market = await Market.OpenAsync(servers.First);
        var (bidder, rival) = (Person.Of(CompanyKind.Subcontractor), Person.Of(CompanyKind.Subcontractor));
        var bid = (await market.SubmitAsync(bidder)).GetProperty("bid").Id("id");
        var other = (await market.SubmitAsync(rival)).GetProperty("bid").Id("id");
        await market.CloseAndOpenAsync();
        using var client = servers.First.As(bidder);
        await client.ReadAsync($"/bids/{bid}/proof").OkAsync();
        await servers.AskAsync<long>(market, $"with gone as (delete from bid_revisions where package_id = $1 and bid_id = '{other}' returning 1) select count(*) from gone");
        using var refused = await client.ReadAsync($"/bids/{bid}/proof");
        Assert.Equal(500, (int)refused.StatusCode);
    }
}
