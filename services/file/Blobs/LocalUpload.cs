namespace BidForge.Files.Blobs;

internal sealed class LocalUpload(string temporary, string final) : IBlobUpload
{
    private readonly FileStream stream = new(temporary, new FileStreamOptions
    {
        Mode = FileMode.CreateNew,
        Access = FileAccess.Write,
        Options = FileOptions.Asynchronous,
        BufferSize = 0,
    });

    private bool complete;

    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => stream.WriteAsync(bytes, cancellationToken);

    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        await stream.FlushAsync(cancellationToken);
        stream.Flush(flushToDisk: true);
        await stream.DisposeAsync();

        var folder = Path.GetDirectoryName(final)!;
        if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder);
            DirectorySync.Flush(Path.GetDirectoryName(folder)!);
        }
        File.Move(temporary, final);
        complete = true;
        DirectorySync.Flush(folder);
    }

    public async ValueTask DisposeAsync()
    {
        await stream.DisposeAsync();
        if (!complete)
            File.Delete(temporary);
    }
}
