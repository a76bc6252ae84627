using System.Security.Cryptography;
using BidForge.Files.Uploads;

namespace BidForge.Files.Tests.Service;

public sealed class ContentDigestTests
{
    private static readonly byte[] Hash = SHA256.HashData("plan"u8);

    public static TheoryData<string> Readable =>
    [
        ContentDigest.Write(Hash),
        $"sha-512=:AAAA:, sha-256=:{Convert.ToBase64String(Hash)}:",
        $" SHA-256 = :{Convert.ToBase64String(Hash)}: ",
    ];

    [Theory]
    [MemberData(nameof(Readable))]
    public void A_sha_256_is_read(string header)
    {
        Assert.True(ContentDigest.TryRead(header, out var sha256));
        Assert.Equal(Hash, sha256);
    }

    [Theory]
    [InlineData("sha-256=:AAAA:")]
    [InlineData("sha-256=abc")]
    [InlineData("sha-256=::")]
    [InlineData("sha-256=:")]
    [InlineData("sha-256=:!!!!:")]
    [InlineData("md5=:AAAA:")]
    [InlineData("nonsense")]
    public void Anything_else_is_refused(string header) => Assert.False(ContentDigest.TryRead(header, out _));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void It_may_be_absent(string? header)
    {
        Assert.True(ContentDigest.TryRead(header, out var sha256));
        Assert.Null(sha256);
    }
}
