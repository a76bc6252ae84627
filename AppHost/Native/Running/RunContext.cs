using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace BidForge.AppHost.Native.Running;

/// <summary>One run of the application: where its data is and as whom its servers run.</summary>
internal sealed class RunContext
{
    private readonly string dataRoot;

    public RunContext(string stateFolder, string environmentName, bool throwaway)
    {
        (StateFolder, EnvironmentName, Throwaway) = (stateFolder, environmentName, throwaway);
        foreach (var folder in new[] { stateFolder, LogFolder, RunFolder })
            Directory.CreateDirectory(folder);
        dataRoot = ServerUser("postgres") is null || IsReachable(stateFolder)
            ? Path.Combine(stateFolder, "data")
            : ElsewhereFor(stateFolder);
        Directory.CreateDirectory(dataRoot);
        File.SetUnixFileMode(dataRoot, (UnixFileMode)0b111_101_101);
        if (dataRoot != Path.Combine(stateFolder, "data"))
            File.WriteAllText(Path.Combine(stateFolder, "data-is-in"), dataRoot);
        Secrets = new Secrets(Path.Combine(stateFolder, "secrets.json"));
    }

    public string StateFolder { get; }

    public string EnvironmentName { get; }

    /// <summary>The data is deleted after the run: servers need not make it safe.</summary>
    public bool Throwaway { get; }

    /// <summary>Servers keep their log for backups: asked for by <c>./bidforge backup init</c>, so never in a throw-away run of itself.</summary>
    public bool Archives => File.Exists(WalArchiving.SettingsFile(StateFolder));

    public Secrets Secrets { get; }

    public string LogFolder => Path.Combine(StateFolder, "logs");

    public string RunFolder => Path.Combine(StateFolder, "run");

    public string DataFolder(string name) => Path.Combine(dataRoot, name);

    /// <summary>Deletes a throw-away run's data, wherever it is.</summary>
    public async Task DeleteAsync()
    {
        foreach (var folder in new[] { dataRoot, StateFolder })
            for (var attempt = 0; Directory.Exists(folder); attempt++)
                try
                {
                    Directory.Delete(folder, recursive: true);
                }
                catch (IOException) when (attempt < 50)
                {
                    // A server's killed children may write for a moment longer than it lives.
                    await Task.Delay(100);
                }
    }

    /// <summary>The package's own user when root starts the server (PostgreSQL refuses root); null otherwise.</summary>
    public string? ServerUser(string name) => Machine.IsRoot && Machine.User(name) is not null ? name : null;

    public void CreateFolderFor(string path, string? owner)
    {
        Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Own(path, owner);
    }

    public void WriteFile(string path, string text, string? owner)
    {
        PrivateFile.Write(path, text);
        Own(path, owner);
    }

    public string WriteSecretFile(string name, string text, string? owner)
    {
        var path = Path.Combine(dataRoot, name);
        WriteFile(path, text, owner);
        return path;
    }

    private static void Own(string path, string? owner)
    {
        if (owner is not null && Machine.User(owner) is { } ids && ChangeOwner(path, ids.User, ids.Group) != 0)
            throw new IOException($"{path} cannot be given to {owner}: error {Marshal.GetLastPInvokeError()}.");
    }

    /// <summary>A server that runs as another user must be allowed through every folder on the way, which /root does not do.</summary>
    private static bool IsReachable(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
            if (!at.UnixFileMode.HasFlag(UnixFileMode.OtherExecute))
                return false;
        return true;
    }

    private static string ElsewhereFor(string stateFolder) =>
        Path.Combine("/var/lib/bidforge", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(stateFolder)))[..12]);

    [DllImport("libc", EntryPoint = "chown", SetLastError = true)]
    private static extern int ChangeOwner(string path, uint user, uint group);
}
