using System.Text.Json;

namespace BidForge.Backups;

/// <summary>That a system is backed up, and where to: <c>backup.json</c> in its state folder. While it is there, servers archive their log.</summary>
public sealed record BackupSettings
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>An absolute path: best a disk, or a mount, of another machine.</summary>
    public required string Repository { get; init; }

    /// <summary>The file with the key that everything stored is sealed by.</summary>
    public required string KeyFile { get; init; }

    /// <summary>Restorable to any second of so many days.</summary>
    public int KeepDays { get; init; } = 30;

    public static string PathIn(string stateFolder) => WalArchiving.SettingsFile(stateFolder);

    public static BackupSettings? Read(string stateFolder) =>
        File.Exists(PathIn(stateFolder)) ? JsonSerializer.Deserialize<BackupSettings>(File.ReadAllText(PathIn(stateFolder)), Json) : null;

    public void Write(string stateFolder)
    {
        Directory.CreateDirectory(stateFolder);
        PrivateFile.Write(PathIn(stateFolder), JsonSerializer.Serialize(this, Json));
    }
}
