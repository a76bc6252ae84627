using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace BidForge.Testing.S3;

/// <summary>s3rver (npm) with one bucket, on a free port of 127.0.0.1.</summary>
public sealed partial class S3Server : IAsyncDisposable
{
    private static readonly string Folder = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, ".."));

    private readonly Process process;
    private readonly string directory;

    private S3Server(Process process, string directory, Uri address) => (this.process, this.directory, Address) = (process, directory, address);

    public Uri Address { get; }

    public static async Task<S3Server> StartAsync()
    {
        var script = Path.Combine(Folder, "node_modules", "s3rver", "bin", "s3rver.js");
        if (!File.Exists(script))
            await InstallAsync();
        var directory = Directory.CreateTempSubdirectory("bidforge-s3-").FullName;
        // It writes its continuation tokens with DES, which OpenSSL 3 counts as legacy.
        var process = Process.Start(new ProcessStartInfo("node", ["--openssl-legacy-provider", script, "-d", directory, "-a", "127.0.0.1", "-p", "0", "--silent", "--configure-bucket", "bidforge"])
        {
            RedirectStandardOutput = true,
        })!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Listening().Match(line) is { Success: true } match)
                return new(process, directory, new Uri($"http://127.0.0.1:{match.Groups[1].Value}"));
        }
        throw new InvalidOperationException("s3rver did not start.");
    }

    public IEnumerable<KeyValuePair<string, string>> Settings() =>
    [
        new("Blobs:Kind", "S3"),
        new("Blobs:S3:ServiceUrl", Address.ToString()),
        new("Blobs:S3:Bucket", "bidforge"),
        new("Blobs:S3:AccessKey", "S3RVER"),
        new("Blobs:S3:SecretKey", "S3RVER"),
    ];

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(directory, recursive: true);
    }

    private static async Task InstallAsync()
    {
        using var npm = Process.Start(new ProcessStartInfo("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"]) { WorkingDirectory = Folder })!;
        await npm.WaitForExitAsync();
        if (npm.ExitCode is not 0)
            throw new InvalidOperationException($"npm ci failed in {Folder}.");
    }

    private static string Here([CallerFilePath] string path = "") => path;

    [GeneratedRegex(@"listening on .*?:(\d+)")]
    private static partial Regex Listening();
}
