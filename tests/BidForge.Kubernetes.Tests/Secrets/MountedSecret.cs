namespace BidForge.Kubernetes.Tests.Secrets;

/// <summary>A directory as the kubelet mounts a secret: files are links through a link, which is turned to a new directory when the secret changes.</summary>
internal sealed class MountedSecret : IDisposable
{
    private int version;

    public MountedSecret(params (string Name, string Content)[] files)
    {
        Write(files);
        foreach (var (name, _) in files)
            File.CreateSymbolicLink(Path.Combine(Folder, name), Path.Combine("..data", name));
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("bidforge-secret-").FullName;

    /// <summary>Brings other files; the links to them stay as they are.</summary>
    public void Write(params (string Name, string Content)[] files)
    {
        var (folder, data) = (Path.Combine(Folder, $"..{++version}"), Path.Combine(Folder, "..data"));
        Directory.CreateDirectory(folder);
        foreach (var (name, content) in files)
        {
            File.WriteAllText(Path.Combine(folder, name), content);
            File.SetUnixFileMode(Path.Combine(folder, name), UnixFileMode.UserRead | UnixFileMode.GroupRead);
            File.SetLastWriteTimeUtc(Path.Combine(folder, name), DateTime.UnixEpoch.AddDays(version));
        }
        File.Delete(data);
        Directory.CreateSymbolicLink(data, Path.GetFileName(folder));
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
