namespace BidForge.Archive.Stores;

/// <summary>A directory of this machine, or one that is mounted: copied, synced, then renamed into place.</summary>
internal sealed class DirectoryStore(string root) : IArchiveStore
{
    public async Task PutAsync(string name, string localFile, CancellationToken cancellationToken)
    {
        var final = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(final)!);
        var temporary = final + ".incoming";
        await using (var source = File.OpenRead(localFile))
        await using (var target = new FileStream(temporary, FileMode.Create, FileAccess.Write))
        {
            await source.CopyToAsync(target, cancellationToken);
            target.Flush(flushToDisk: true);
        }
        File.Move(temporary, final);
    }

    public Task<Stream> OpenAsync(string name, CancellationToken cancellationToken) => File.Exists(PathOf(name))
        ? Task.FromResult<Stream>(File.OpenRead(PathOf(name)))
        : throw new ArchiveFailure($"There is no {name} in {root}.");

    public Task<IReadOnlyList<string>> ListAsync(string ending, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>(
        Directory.Exists(root)
            ? [.. Directory.EnumerateFiles(root, "*" + ending, SearchOption.AllDirectories).Select(file => Path.GetRelativePath(root, file)).Order(StringComparer.Ordinal)]
            : []);

    private string PathOf(string name)
    {
        var path = Path.GetFullPath(Path.Combine(root, name));
        return path.StartsWith(Path.GetFullPath(root) + '/', StringComparison.Ordinal) ? path : throw new ArchiveFailure($"{name} is no name of an archive.");
    }
}
