using System.Security.Cryptography;
using System.Text;

namespace BidForge.Ledger.Tests;

/// <summary>The vectors of RFC 6979, A.2.5 (P-256, SHA-256).</summary>
public sealed class DeterministicEcdsaTests
{
    [Theory]
    [InlineData("sample", "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716", "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8")]
    [InlineData("test", "F1ABB023518351CD71D881567B1EA663ED3EFCF6C5132B354F28D3B0B7D38367", "019F4113742A2B14BD25926B49C649155F267E60D3814B4C0CC84250E46F0083")]
    public void The_published_signatures_come_out(string message, string r, string s)
    {
        using var key = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            D = Convert.FromHexString("C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721"),
        });
        Assert.Equal(r + s, Convert.ToHexString(DeterministicEcdsa.Sign(key, Encoding.ASCII.GetBytes(message))));
    }

    [Fact]
    public void The_platform_accepts_what_any_key_signs_and_signing_again_gives_the_same()
    {
        for (var round = 0; round < 200; round++)
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var message = RandomNumberGenerator.GetBytes(round);
            var signature = DeterministicEcdsa.Sign(key, message);
            Assert.True(key.VerifyData(message, signature, HashAlgorithmName.SHA256));
            Assert.Equal(signature, DeterministicEcdsa.Sign(key, message));
        }
    }
}
