using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace BidForge.Ledger.Tests;

public sealed class ReceiptCheckTests
{
    private static readonly DateTimeOffset Due = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly KeyFile File = KeyFile.Create(Due.AddYears(-1));
    private static readonly ReceiptSigner Signer = new(File);
    private static readonly Guid Package = Guid.CreateVersion7();
    private static readonly Guid Contractor = Guid.CreateVersion7();
    private static readonly byte[] Bid = """{"lines":[{"unitPrice":"12.5"}],"salt":"x","total":"1250"}"""u8.ToArray();

    [Fact]
    public void A_receipt_with_its_bid_proof_and_root_holds()
    {
        var (receipt, proof, root) = Files();
        Assert.DoesNotContain(Run(receipt, Bid, proof, root), finding => finding.Fault is not null);
        Assert.Equal(11, Run(receipt, Bid, proof, root).Count);
        Assert.Equal(3, Run(receipt, null, null, null).Count);
    }

    [Fact]
    public void White_space_and_order_of_members_are_no_fault()
    {
        var (receipt, proof, root) = Files();
        var pretty = new JsonSerializerOptions { WriteIndented = true };
        byte[] Pretty(byte[] json) => JsonSerializer.SerializeToUtf8Bytes(JsonSerializer.Deserialize<JsonElement>(json), pretty);
        Assert.DoesNotContain(Run(Pretty(receipt), Pretty(Bid), Pretty(proof), Pretty(root)), finding => finding.Fault is not null);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_change_of_any_byte_of_any_file_is_found(int changedFile)
    {
        var (receipt, proof, root) = Files();
        byte[][] files = [receipt, Bid, proof, root];
        for (var at = 0; at < files[changedFile].Length; at++)
            foreach (byte flip in (ReadOnlySpan<byte>)[0x01, 0x02])
            {
                byte[][] changed = [.. files];
                changed[changedFile] = [.. files[changedFile]];
                changed[changedFile][at] ^= flip;
                if (SameMeaning(changed[changedFile], files[changedFile]))
                    continue;
                Assert.True(
                    Run(changed[0], changed[1], changed[2], changed[3]).Any(finding => finding.Fault is not null),
                    $"byte {at} of file {changedFile}: {Encoding.UTF8.GetString(changed[changedFile])}");
            }
    }

    [Fact]
    public void A_finding_says_precisely_what_is_wrong()
    {
        var (receipt, proof, root) = Files();
        string Fault(byte[] r, byte[]? b = null, byte[]? p = null, byte[]? o = null) => Assert.Single(Run(r, b, p, o), finding => finding.Fault is not null).Fault!;
        Assert.Contains("documentHash", Fault(receipt, "{}"u8.ToArray()));
        Assert.Contains("changed", Fault(Replaced(receipt, "\"revision\":1", "\"revision\":2")));
        Assert.Contains("not among the published keys", Fault(Replaced(receipt, Signer.CurrentId, "r-other")));
        Assert.Contains("extra", Fault(Replaced(receipt, "\"revision\":1", "\"revision\":1,\"extra\":1")));
        Assert.Contains("root.json", Fault(receipt, null, proof));
        Assert.Contains("leafIndex", Fault(receipt, null, Replaced(proof, "\"leafIndex\":2", "\"leafIndex\":3"), root));
        var (other, _, _) = Files(revision: 7);
        Assert.Contains(Run(other, null, proof, root), finding => finding.Fault?.StartsWith("leafHash in the proof", StringComparison.Ordinal) is true);
    }

    internal static Receipt Sample(string keyId, int revision = 1, Guid? bid = null) => new(
        "submit", Package, Contractor, bid ?? Guid.Parse("0190b1a5-0000-7000-8000-000000000001"), Guid.Parse("0190b1a5-0000-7000-8000-000000000002"), revision, 1,
        Convert.ToHexStringLower(SHA256.HashData(Bid)), Due.AddSeconds(-1), Due, "America/Chicago", true, keyId);

    private static (byte[] Receipt, byte[] Proof, byte[] Root) Files(int revision = 1)
    {
        var receipts = Enumerable.Range(0, 5).Select(number => Sample(Signer.CurrentId, revision, number is 2 ? null : Guid.CreateVersion7())).ToList();
        byte[][] leaves = [.. receipts.Select(receipt => receipt.LeafHash())];
        var root = Convert.ToHexStringLower(MerkleTree.Root(leaves));
        var proof = new InclusionProof(
            receipts[2], Convert.ToHexStringLower(leaves[2]), 2, 5, [.. MerkleTree.InclusionPath(2, leaves).Select(Convert.ToHexStringLower)], root);
        return (
            Json(Signer.Sign(receipts[2])), Json(proof), Json(Signer.Sign(new OpeningRoot(Package, Contractor, Due, Due.AddMinutes(1), 5, root, Signer.CurrentId))));
    }

    private static IReadOnlyList<Finding> Run(byte[] receipt, byte[]? bid, byte[]? proof, byte[]? root) =>
        ReceiptCheck.Run(Signer.PublicKeys, receipt, Memory(bid), Memory(proof), Memory(root));

    private static ReadOnlyMemory<byte>? Memory(byte[]? bytes) => bytes is null ? (ReadOnlyMemory<byte>?)null : bytes;

    private static byte[] Json<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, LedgerJson.Options);

    private static byte[] Replaced(byte[] json, string old, string by)
    {
        var text = Encoding.UTF8.GetString(json);
        Assert.Contains(old, text, StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(text.Replace(old, by, StringComparison.Ordinal));
    }

    // A change that leaves the value as it was, such as another white space.
    private static bool SameMeaning(byte[] changed, byte[] original)
    {
        try
        {
            return CanonicalJson.Of(changed).AsSpan().SequenceEqual(CanonicalJson.Of(original));
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
