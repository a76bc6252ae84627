using System.Security.Cryptography;
using System.Text.Json;
using BidForge.Ledger;

namespace BidForge.AppHost.Tests.Cli;

public sealed class VerifyTests : IDisposable
{
    private static readonly DateTimeOffset Due = new(2026, 3, 1, 17, 0, 0, TimeSpan.Zero);
    private readonly string folder = Directory.CreateTempSubdirectory("bidforge-verify-").FullName;

    [Fact]
    public async Task A_receipt_is_checked_offline_and_a_changed_bid_is_named()
    {
        var bid = """{"salt":"x","total":"1250"}"""u8.ToArray();
        var file = KeyFile.Create(Due.AddDays(-30));
        var signer = new ReceiptSigner(file);
        var (package, contractor) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var receipt = new Receipt(
            "submit", package, contractor, Guid.CreateVersion7(), Guid.CreateVersion7(), 1, 1, Convert.ToHexStringLower(SHA256.HashData(bid)),
            Due.AddSeconds(-1), Due, "America/Chicago", true, signer.CurrentId);
        var hash = Convert.ToHexStringLower(receipt.LeafHash());
        var (keys, root) = (Write("keys.json", signer.PublicKeys), Write("root.json", signer.Sign(new OpeningRoot(package, contractor, Due, Due.AddHours(1), 1, hash, signer.CurrentId))));
        var (own, proof) = (Write("receipt.json", signer.Sign(receipt)), Write("proof.json", new InclusionProof(receipt, hash, 0, 1, [], hash)));
        File.WriteAllBytes(Path.Combine(folder, "bid.json"), bid);

        var (code, said, _) = await RunningCli.RunAsync("verify", own, "--bid", Path.Combine(folder, "bid.json"), "--proof", proof, "--root", root, "--keys", keys);
        Assert.Equal((0, 11), (code, said.Split('\n').Count(line => line.StartsWith("ok ", StringComparison.Ordinal))));

        File.WriteAllText(Path.Combine(folder, "bid.json"), """{"salt":"x","total":"1251"}""");
        (code, said, _) = await RunningCli.RunAsync("verify", own, "--bid", Path.Combine(folder, "bid.json"), "--keys", keys);
        Assert.Equal(1, code);
        Assert.Contains("documentHash", said, StringComparison.Ordinal);

        // Nobody answers there: the keys can't be had, which is no verdict on the receipt.
        Assert.Equal(6, (await RunningCli.RunAsync("verify", own, "--url", "http://127.0.0.1:1")).Code);
        Assert.Equal(2, (await RunningCli.RunAsync("verify", own, "--url", "nowhere")).Code);
        Assert.Equal(6, (await RunningCli.RunAsync("verify", Path.Combine(folder, "none.json"), "--keys", keys)).Code);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string Write<T>(string name, T value)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllBytes(path, JsonSerializer.SerializeToUtf8Bytes(value, LedgerJson.Options));
        return path;
    }
}
