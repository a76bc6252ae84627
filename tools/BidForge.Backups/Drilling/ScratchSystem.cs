using System.Globalization;
using System.Security.Cryptography;
using BidForge.Backups.Logs;
using BidForge.Backups.Sealing;
using BidForge.Backups.Servers;
using BidForge.Backups.Storing;
using Npgsql;

namespace BidForge.Backups.Drilling;

/// <summary>A server of its own with backups of its own, in a folder that is deleted afterwards.</summary>
internal sealed class ScratchSystem : IAsyncDisposable
{
    private readonly string data;
    private readonly string password = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
    private LocalServer? running;

    private ScratchSystem(string root)
    {
        Root = root;
        data = Path.Combine(root, "drill");
        Directory.CreateDirectory(root);
        KeyFile = Path.Combine(root, "keys", "backup-key");
        Store = new BackupStore(Path.Combine(root, "backups"), BackupKey.Create(KeyFile));
        Archive = new WalArchive(Store);
    }

    public string Root { get; }

    public string KeyFile { get; }

    public BackupStore Store { get; }

    public WalArchive Archive { get; }

    public BackedUpServer Server => new("drill", Address(running!.Port), BackedUpServer.ArchiveFolderIn(Root, "drill"));

    public static Task<ScratchSystem> StartAsync(CancellationToken cancellationToken) => StartAsync(WalArchiving.Settings, cancellationToken);

    /// <param name="archiving">The server's settings, by the folder that its log goes to.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<ScratchSystem> StartAsync(Func<string, IEnumerable<string>> archiving, CancellationToken cancellationToken)
    {
        var system = new ScratchSystem(Path.Combine(Path.GetTempPath(), $"bidforge-drill-{Guid.NewGuid():N}"));
        try
        {
            await LocalServer.InitializeAsync(system.data, system.password, cancellationToken);
            var archive = BackedUpServer.ArchiveFolderIn(system.Root, "drill");
            Directory.CreateDirectory(archive, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            await Programs.GiveToServerUserAsync(archive, cancellationToken);
            system.running = await LocalServer.StartAsync(system.data, archiving(archive), cancellationToken);
            return system;
        }
        catch
        {
            await system.DisposeAsync();
            throw;
        }
    }

    public async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken) => await OpenAsync(running!.Port, cancellationToken);

    /// <summary>The server is killed, its data and what it had not handed over to the backups are gone: as when its disk is.</summary>
    public async Task DestroyAsync()
    {
        await running!.KillAsync();
        foreach (var folder in new[] { data, BackedUpServer.ArchiveFolderIn(Root, "drill") })
            Directory.Delete(folder, recursive: true);
    }

    /// <summary>Starts a restored copy, asks it, and stops it again.</summary>
    public async Task<T> AskRestoredAsync<T>(string folder, Func<NpgsqlConnection, Task<T>> ask, CancellationToken cancellationToken)
    {
        await using var restored = await LocalServer.StartAsync(folder, ["archive_mode=off"], cancellationToken);
        await using var connection = await OpenAsync(restored.Port, cancellationToken);
        return await ask(connection);
    }

    public async ValueTask DisposeAsync()
    {
        if (running is not null)
            await running.DisposeAsync();
        if (Directory.Exists(Root))
            Directory.Delete(Root, recursive: true);
    }

    private async Task<NpgsqlConnection> OpenAsync(int port, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection($"{Address(port)};Database=postgres;Pooling=false;Timeout=60;Command Timeout=120");
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    private string Address(int port) => $"Host=127.0.0.1;Port={port.ToString(CultureInfo.InvariantCulture)};Username=postgres;Password={password}";
}
