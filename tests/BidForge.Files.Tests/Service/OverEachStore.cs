using BidForge.Files.Tests.Support;

namespace BidForge.Files.Tests.Service;

// Classes of one collection run one after another: they compare what lies in their store before and after.

[Collection("local blobs")]
public sealed class UploadTestsOnLocalBlobs(Servers servers) : UploadTests(servers)
{
    private protected override FileService Service { get; } = servers.Local;
}

[Collection("local blobs")]
public sealed class ReadingTestsOnLocalBlobs(Servers servers) : ReadingTests(servers)
{
    private protected override FileService Service { get; } = servers.Local;
}

[Collection("S3 blobs")]
public sealed class UploadTestsOnS3(Servers servers) : UploadTests(servers)
{
    private protected override FileService Service { get; } = servers.OnS3;
}

[Collection("S3 blobs")]
public sealed class ReadingTestsOnS3(Servers servers) : ReadingTests(servers)
{
    private protected override FileService Service { get; } = servers.OnS3;
}

[Collection("local blobs")]
public sealed class SealedAttachmentTestsOnLocalBlobs(Servers servers) : SealedAttachmentTests(servers)
{
    private protected override FileService Service { get; } = servers.Local;
}

[Collection("S3 blobs")]
public sealed class SealedAttachmentTestsOnS3(Servers servers) : SealedAttachmentTests(servers)
{
    private protected override FileService Service { get; } = servers.OnS3;
}
