using System.Diagnostics;
using BidForge.Bids.Tests.Support;
using BidForge.Contracts;
using BidForge.Ledger;
using BidForge.Testing.Marketplace;

namespace BidForge.Bids.Tests.Sealing;

/// <summary>All tests share the keys. Replicas take new ones into use one after the other, so nothing else signs or checks meanwhile.</summary>
[Collection("Outages")]
public sealed class KeyRotationTests(Servers servers)
{
    [Fact]
    public async Task Keys_rotate_while_the_service_runs_and_everything_before_stays_readable()
    {
        var market = await Market.OpenAsync(servers.First);
        var bidder = Person.Of(CompanyKind.Subcontractor);
        var before = (await market.SubmitAsync(bidder, 10m)).GetProperty("receipt");
        const string Master = "select master_id from package_keys where package_id = $1";
        var (oldMaster, document) = (await servers.AskAsync<string>(market, Master), await servers.AskAsync<byte[]>(market, "select document from bids where package_id = $1"));

        await RunAsync("rotate");
        Assert.NotEqual(oldMaster, await servers.AskAsync<string>(market, Master));
        Assert.Equal(document, await servers.AskAsync<byte[]>(market, "select document from bids where package_id = $1"));
        // A replica that has not seen the package's key has to unwrap it by the new master key.
        using var client = servers.Second.As(bidder);
        Assert.Equal(1205m, (await client.ReadAsync($"/packages/{market.PackageId}/bids/mine").OkAsync()).Number("total"));
        await market.SubmitAsync(Person.Of(CompanyKind.Subcontractor), 11m, servers.Second);

        await RunAsync("rotate", "--signing");
        var signer = KeyFile.Parse(await File.ReadAllBytesAsync(servers.KeyFile)).Signers[^1].Id;
        await Eventually.TrueAsync(
            async () => (await market.SubmitAsync(Person.Of(CompanyKind.Subcontractor))).GetProperty("receipt").GetProperty("receipt").Text("keyId") == signer,
            "receipts name the new key", TestContext.Current.CancellationToken);
        var again = await client.ReadAsync($"/bids/{before.GetProperty("receipt").Id("bidId")}/receipt").OkAsync();
        Assert.Equal(before.GetRawText(), again.GetRawText());
    }

    // The tool as a person runs it, told by environment where the shards are.
    private async Task RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? Environment.ProcessPath : "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "..", "..", "BidForge.Cli", "release", "bidforge.dll"), "keys", .. arguments, "--file", servers.KeyFile])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var (name, value) in servers.Settings.Where(setting => setting.Key.StartsWith("ConnectionStrings:bid", StringComparison.Ordinal)))
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        using var process = Process.Start(start)!;
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode is 0, await said + await complained);
    }
}
