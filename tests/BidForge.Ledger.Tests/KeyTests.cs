using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace BidForge.Ledger.Tests;

public sealed class KeyTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(599, 0)]
    [InlineData(600, 1)]
    public void A_new_signing_key_is_published_for_a_while_before_it_signs(int seconds, int signer)
    {
        var file = KeyFile.Create(Now).WithNewSigner(Now.AddDays(1));
        Assert.Equal(file.Signers[signer].Id, file.SignerAt(Now.AddDays(1).AddSeconds(seconds), TimeSpan.FromMinutes(10)).Id);
    }

    [Fact]
    public void The_only_signing_key_signs_however_young_it_is()
    {
        var file = KeyFile.Create(Now);
        Assert.Equal(file.Signers[0].Id, file.SignerAt(Now, TimeSpan.FromMinutes(10)).Id);
    }

    [Fact]
    public void What_was_sealed_opens_with_the_same_key_and_for_the_same_thing_only()
    {
        var key = RandomNumberGenerator.GetBytes(32);
        var bytes = SealedBytes.Seal(key, "12.50"u8, "bid 1"u8);
        Assert.Equal("12.50"u8, SealedBytes.Open(key, bytes, "bid 1"u8));
        Assert.NotEqual(bytes, SealedBytes.Seal(key, "12.50"u8, "bid 1"u8));
        Assert.ThrowsAny<CryptographicException>(() => SealedBytes.Open(key, bytes, "bid 2"u8));
        Assert.ThrowsAny<CryptographicException>(() => SealedBytes.Open(RandomNumberGenerator.GetBytes(32), bytes, "bid 1"u8));
        for (var at = 0; at < bytes.Length; at++)
        {
            byte[] changed = [.. bytes];
            changed[at] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => SealedBytes.Open(key, changed, "bid 1"u8));
        }
        for (var length = 0; length < bytes.Length; length++)
            Assert.ThrowsAny<CryptographicException>(() => SealedBytes.Open(key, bytes.AsSpan(0, length), "bid 1"u8));
    }

    [Fact]
    public void A_key_file_reads_back_and_keeps_old_keys_when_new_ones_come()
    {
        var file = KeyFile.Create(Now);
        var rotated = KeyFile.Parse(file.WithNewMaster(Now.AddDays(1)).WithNewSigner(Now.AddDays(1)).ToJson());
        Assert.Equal(file.RequestHashKey, rotated.RequestHashKey);
        var wrapped = new FileMasterKeys(file).Wrap("a package's key"u8, "package 1"u8);
        Assert.Equal("a package's key"u8, new FileMasterKeys(rotated).Unwrap(wrapped, "package 1"u8));
        Assert.NotEqual(file.Masters[0].Id, new FileMasterKeys(rotated).CurrentId);
        Assert.Throws<KeyNotFoundException>(() => new FileMasterKeys(file).Unwrap(new FileMasterKeys(rotated).Wrap([1], []), []));
    }

    [Fact]
    public void A_signer_that_was_replaced_still_signs_and_verifies_its_own_receipts()
    {
        var file = KeyFile.Create(Now);
        var receipt = ReceiptCheckTests.Sample(file.Signers[0].Id);
        var signed = new ReceiptSigner(file).Sign(receipt);
        var later = new ReceiptSigner(file.WithNewSigner(Now.AddYears(1)));
        Assert.NotEqual(file.Signers[0].Id, later.CurrentId);
        Assert.Equal(signed, later.Sign(receipt));
        Assert.True(later.PublicKeys.Verify(receipt.KeyId, receipt.ToCanonical(), signed.Signature));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"requestHashKey":"AAAA","masters":[],"signers":[]}""")]
    public void What_is_no_key_file_is_refused(string text) => Assert.Throws<JsonException>(() => KeyFile.Parse(Encoding.UTF8.GetBytes(text)));
}
