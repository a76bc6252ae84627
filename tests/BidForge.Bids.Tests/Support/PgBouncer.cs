using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace BidForge.Bids.Tests.Support;

/// <summary>A real PgBouncer in transaction mode, with a handful of sessions, before one PostgreSQL server.</summary>
public sealed class PgBouncer : IAsyncDisposable
{
    /// <summary>Sessions with the server; clients share them transaction by transaction.</summary>
    public const int Sessions = 3;

    private readonly Process process;
    private readonly string folder;

    private PgBouncer(Process process, string folder, string connection) => (this.process, this.folder, Connection) = (process, folder, connection);

    /// <summary>The same database through the pool. Npgsql must not reset a session that is not its own.</summary>
    public string Connection { get; }

    public static async Task<PgBouncer> StartAsync(string connection)
    {
        var (server, port) = (new NpgsqlConnectionStringBuilder(connection), FreePort.Choose());
        // It refuses root, and reads its files as the user that it becomes.
        var folder = Directory.CreateTempSubdirectory("bidforge-pgbouncer-").FullName;
        File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        var (users, settings) = (Path.Combine(folder, "users.txt"), Path.Combine(folder, "pgbouncer.ini"));
        await File.WriteAllTextAsync(users, $"\"{server.Username}\" \"{server.Password}\"\n");
        await File.WriteAllTextAsync(settings, $"""
            [databases]
            * = host={server.Host} port={server.Port}
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {port}
            unix_socket_dir =
            auth_type = scram-sha-256
            auth_file = {users}
            pool_mode = transaction
            default_pool_size = {Sessions}
            max_client_conn = 500

            """);
        string[] user = Environment.IsPrivilegedProcess ? ["-u", "postgres"] : [];
        var process = Process.Start(new ProcessStartInfo("pgbouncer", ["-q", .. user, settings]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        var pooled = new NpgsqlConnectionStringBuilder(connection) { Host = "127.0.0.1", Port = port, NoResetOnClose = true };
        var started = new PgBouncer(process, folder, pooled.ConnectionString);
        await Eventually.TrueAsync(() => AnswersAsync(port), "PgBouncer listens", default);
        return started;
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<bool> AnswersAsync(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
