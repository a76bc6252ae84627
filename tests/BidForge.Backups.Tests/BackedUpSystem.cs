using BidForge.Backups.Bases;
using BidForge.Backups.Drilling;
using BidForge.Backups.Sealing;
using BidForge.Backups.Storing;
using Npgsql;

[assembly: AssemblyFixture(typeof(BidForge.Backups.Tests.BackedUpSystem))]

namespace BidForge.Backups.Tests;

/// <summary>A real server with one base backup and a row before and after a moment, all of it stored. Tests that harm a backup harm a copy of it.</summary>
public sealed class BackedUpSystem : IAsyncLifetime
{
    public const string Planted = "planted-where-nobody-may-read-it";

    internal ScratchSystem System { get; private set; } = null!;

    internal BaseBackup Backup { get; private set; } = null!;

    /// <summary>Between the two rows.</summary>
    public DateTimeOffset Between { get; private set; }

    public async ValueTask InitializeAsync()
    {
        System = await ScratchSystem.StartAsync(CancellationToken.None);
        await using var connection = await System.OpenAsync(CancellationToken.None);
        await RunAsync(connection, $"create table writes (word text); create table planted as select '{Planted}' as word from generate_series(1, 100)");
        Backup = await new BaseBackups(System.Store).TakeAsync(System.Server, CancellationToken.None);
        await RunAsync(connection, "insert into writes values ('first')");
        await Task.Delay(1500);
        Between = TimeProvider.System.GetUtcNow();
        await Task.Delay(1500);
        await RunAsync(connection, "insert into writes values ('second')");
        await System.Archive.FlushAsync(System.Server, CancellationToken.None);
        await RunAsync(connection, "insert into writes values ('third')");
        await System.Archive.FlushAsync(System.Server, CancellationToken.None);
    }

    public ValueTask DisposeAsync() => System.DisposeAsync();

    /// <summary>A copy of everything stored, for one test to harm.</summary>
    internal BackupStore Copy()
    {
        var copy = Path.Combine(System.Root, $"copy-{Guid.NewGuid():N}");
        foreach (var file in Directory.EnumerateFiles(System.Store.Root, "*.sealed", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(System.Store.Root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
        return new BackupStore(copy, BackupKey.Read(System.KeyFile));
    }

    internal string NewFolder() => Path.Combine(System.Root, $"restored-{Guid.NewGuid():N}");

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
