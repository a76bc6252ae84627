using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace BidForge.Backups.Servers;

/// <summary>A PostgreSQL server in a folder, on a free port of this machine only, for as long as it is wanted.</summary>
internal sealed class LocalServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    private readonly Process process;
    private readonly List<string> said = [];

    private LocalServer(string data, int port, IEnumerable<string> settings)
    {
        Port = port;
        var start = Programs.Describe(
            Path.Combine(Machine.PostgresBin, "postgres"),
            ["-D", data, .. Fixed(port).Concat(settings).SelectMany(setting => new[] { "-c", setting })], Programs.ServerUser);
        process = new Process { StartInfo = start };
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Port { get; }

    public string Log
    {
        get
        {
            lock (said)
                return string.Join('\n', said.TakeLast(20));
        }
    }

    /// <summary>A new, empty server whose superuser is postgres.</summary>
    public static async Task InitializeAsync(string data, string password, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(data, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var passwordFile = data + ".pw";
        PrivateFile.Write(passwordFile, password);
        try
        {
            await Programs.GiveToServerUserAsync(data, cancellationToken);
            await Programs.GiveToServerUserAsync(passwordFile, cancellationToken);
            await Programs.RunAsync(
                Programs.Describe(
                    Path.Combine(Machine.PostgresBin, "initdb"),
                    ["-D", data, "-U", "postgres", "--pwfile", passwordFile, "-A", "scram-sha-256", "-E", "UTF8", "--locale", "C.UTF-8", "--no-instructions"], Programs.ServerUser),
                null, cancellationToken);
        }
        finally
        {
            File.Delete(passwordFile);
        }
    }

    /// <summary>Returns when it lets clients in; a recovery that it has to do before is waited for.</summary>
    public static async Task<LocalServer> StartAsync(string data, IEnumerable<string> settings, CancellationToken cancellationToken)
    {
        var server = new LocalServer(data, FreePort(), settings);
        try
        {
            await server.WaitAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    /// <summary>As a crash would end it: the postmaster's children see that it is gone, and end themselves.</summary>
    public async Task KillAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            // SIGINT: everything is written, sessions are ended.
            using var ask = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]);
            await Task.WhenAny(process.WaitForExitAsync(), Task.Delay(TimeSpan.FromMinutes(1)));
            if (!process.HasExited)
                await KillAsync();
        }
        process.Dispose();
    }

    private static IEnumerable<string> Fixed(int port) =>
    [
        "listen_addresses=127.0.0.1", $"port={port.ToString(CultureInfo.InvariantCulture)}", "unix_socket_directories=", "timezone=UTC", "log_timezone=UTC",
        "max_connections=300", "shared_buffers=48MB", "wal_level=logical", "max_replication_slots=16", "max_wal_senders=16", "max_worker_processes=16",
    ];

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        // Without a password it is refused by name, once it lets anyone in at all: before, it says that it is starting up.
        var address = $"Host=127.0.0.1;Port={Port.ToString(CultureInfo.InvariantCulture)};Username=postgres;Password=nobody;Database=postgres;Pooling=false;Timeout=5";
        var start = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(start) < Patience)
        {
            if (process.HasExited)
            {
                await process.WaitForExitAsync(cancellationToken);
                throw new BackupFailure($"The server ended with code {process.ExitCode}:\n{Log}");
            }
            try
            {
                await using var connection = new NpgsqlConnection(address);
                await connection.OpenAsync(cancellationToken);
                return;
            }
            catch (PostgresException refused) when (refused.SqlState is PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification)
            {
                return;
            }
            catch (NpgsqlException)
            {
                await Task.Delay(100, cancellationToken);
            }
        }
        throw new BackupFailure($"The server let nobody in within {Patience.TotalMinutes} minutes:\n{Log}");
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is null)
            return;
        lock (said)
            said.Add(line.Data);
    }
}
