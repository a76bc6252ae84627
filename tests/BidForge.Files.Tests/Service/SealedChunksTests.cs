using System.Security.Cryptography;
using BidForge.Files.Sealing;
using BidForge.Files.Storage;
using Microsoft.Extensions.Options;

namespace BidForge.Files.Tests.Service;

public sealed class SealedChunksTests
{
    private static readonly AttachmentSeal Seal = Of("the first secret of 32 characters or more");

    [Fact]
    public void A_chunk_that_was_changed_moved_or_is_of_another_file_does_not_open()
    {
        var key = AttachmentSeal.NewKey();
        using var chunks = new SealedChunks(key);
        using var others = new SealedChunks(AttachmentSeal.NewKey());
        var (plain, chunk, opened) = (RandomNumberGenerator.GetBytes(SealedChunks.PlainSize), new byte[SealedChunks.SealedSize], new byte[SealedChunks.PlainSize]);
        chunks.Seal(3, plain, chunk);
        chunks.Open(3, chunk, opened);
        Assert.Equal(plain, opened);
        Assert.ThrowsAny<CryptographicException>(() => chunks.Open(4, chunk, opened));
        Assert.ThrowsAny<CryptographicException>(() => others.Open(3, chunk, opened));
        chunk[^1] ^= 1;
        Assert.ThrowsAny<CryptographicException>(() => chunks.Open(3, chunk, opened));
    }

    [Fact]
    public void Facts_open_for_their_own_file_only_and_with_any_secret_that_is_still_configured()
    {
        var (id, facts) = (Guid.CreateVersion7(), new FileFacts("quote.pdf", 12, "application/pdf", new byte[32]));
        var sealedFacts = Seal.Seal(id, AttachmentSeal.NewKey(), facts);
        var rotated = Of("the second secret of 32 characters or more, the first secret of 32 characters or more");
        Assert.Equal("quote.pdf", rotated.FactsOf(File(id, sealedFacts)).Name);
        Assert.ThrowsAny<CryptographicException>(() => Seal.FactsOf(File(Guid.CreateVersion7(), sealedFacts)));
        Assert.Throws<KeyNotFoundException>(() => Of("the second secret of 32 characters or more").FactsOf(File(id, sealedFacts)));
    }

    private static AttachmentSeal Of(string secrets) => new(Options.Create(new AttachmentOptions { SealKeys = secrets }));

    private static StoredFile File(Guid id, SealedFacts facts) => new()
    {
        Id = id, CompanyId = Guid.Empty, UserId = Guid.Empty, PackageId = Guid.Empty, Purpose = Contracts.Files.FilePurpose.BidAttachment, Sealed = facts,
    };
}
