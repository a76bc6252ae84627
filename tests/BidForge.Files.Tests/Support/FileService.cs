using BidForge.Files.Blobs;
using BidForge.Files.Storage;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace BidForge.Files.Tests.Support;

/// <summary>The file service on Kestrel, on a free port of 127.0.0.1.</summary>
internal sealed class FileService : WebApplicationFactory<FileDb>
{
    private readonly IReadOnlyList<KeyValuePair<string, string>> settings;

    public FileService(IReadOnlyList<KeyValuePair<string, string>> settings, string directory)
    {
        this.settings = settings;
        BlobDirectory = directory;
        UseKestrel(0);
    }

    public string BlobDirectory { get; }

    public IBlobStore Blobs => Services.GetRequiredService<IBlobStore>();

    public Uri Address => ClientOptions.BaseAddress;

    /// <summary>Every file under the blob directory, finished or not.</summary>
    public IReadOnlyList<string> FilesOnDisk() => [.. Directory.EnumerateFiles(BlobDirectory, "*", SearchOption.AllDirectories)];

    public async Task<IReadOnlyList<Guid>> AllBlobsAsync(CancellationToken cancellationToken) =>
        await Blobs.ListAsync(DateTimeOffset.MaxValue, cancellationToken).ToListAsync(cancellationToken);

    public Task<int> SweepAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        Services.GetRequiredService<OrphanBlobs>().SweepAsync(before, cancellationToken);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(BlobDirectory, recursive: true);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        foreach (var (key, value) in settings)
            builder.UseSetting(key, value);
    }
}
