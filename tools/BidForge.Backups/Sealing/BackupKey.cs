using System.Security.Cryptography;
using System.Text;

namespace BidForge.Backups.Sealing;

/// <summary>The key of a repository: 32 random bytes in a file of their own. Lost, no backup can be read.</summary>
public sealed class BackupKey
{
    private readonly byte[] secret;

    private BackupKey(byte[] secret) => this.secret = secret;

    public static BackupKey Create(string path)
    {
        if (File.Exists(path))
            throw new BackupFailure($"{path} is there already.");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        PrivateFile.Write(path, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) + "\n");
        return Read(path);
    }

    public static BackupKey Read(string path)
    {
        if (!File.Exists(path))
            throw new BackupFailure($"The key of the backups, {path}, is not there: put back the copy that you keep of it.");
        // Where a cluster mounts a secret, the group that may read it is the pod's own.
        if ((File.GetUnixFileMode(path) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead)) != 0)
            throw new BackupFailure($"{path} can be read by others: chmod 600 it.");
        var bytes = new byte[32];
        return Convert.TryFromBase64String(File.ReadAllText(path).Trim(), bytes, out var length) && length == 32
            ? new BackupKey(bytes)
            : throw new BackupFailure($"{path} is no key: it must hold 32 bytes in base64.");
    }

    /// <summary>A key for one file (RFC 5869), which opens it under its own name only.</summary>
    internal AesGcm ForFile(byte[] salt, string name) =>
        new(HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, salt, Encoding.UTF8.GetBytes("bidforge backup 1\n" + name)), AesGcm.TagByteSizes.MaxSize);
}
