using System.Text.Json;
using BidForge.Ledger;

namespace BidForge.Bids.Sealing;

/// <summary>The key file on disk.</summary>
internal static class KeyStore
{
    /// <summary>When what the path leads to was written: a cluster mounts secrets as links, which stay as they are while another file takes the place of their target.</summary>
    public static DateTime ChangedAt(string path) =>
        File.GetLastWriteTimeUtc(File.Exists(path) && File.ResolveLinkTarget(path, returnFinalTarget: true) is { } target ? target.FullName : path);

    /// <exception cref="InvalidOperationException">There is none, others may read it, or it is no key file: the service does not start.</exception>
    public static KeyFile Read(string path, bool create)
    {
        if (create && !File.Exists(path))
            KeyFileOnDisk.CreateNew(path, KeyFile.Create(TimeProvider.System.GetUtcNow()));
        if (!File.Exists(path))
            throw new InvalidOperationException($"Sealing:KeyFile {path} does not exist. ./bidforge keys create makes one.");
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & (UnixFileMode.OtherRead | UnixFileMode.OtherWrite)) is not 0)
            throw new InvalidOperationException($"Sealing:KeyFile {path} can be read or written by everybody: chmod 600.");
        try
        {
            return KeyFile.Parse(File.ReadAllBytes(path));
        }
        catch (JsonException fault)
        {
            throw new InvalidOperationException($"Sealing:KeyFile {path} is no key file: {fault.Message}", fault);
        }
    }
}
