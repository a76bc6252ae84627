using System.Diagnostics;
using BidForge.Auth.Tests.Support;

namespace BidForge.Auth.Tests.Admins;

/// <summary><c>./bidforge admin</c>, run as operators run it against a database that the environment names.</summary>
internal static class AdminVerb
{
    public static async Task<(int Code, string Said)> RunAsync(Servers servers, params string[] arguments)
    {
        var bin = AppContext.BaseDirectory.TrimEnd('/');
        var tool = Path.GetFullPath(Path.Combine(bin, "..", "..", "BidForge.Cli", Path.GetFileName(bin), "bidforge.dll"));
        var start = new ProcessStartInfo("dotnet", [tool, "admin", .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ConnectionStrings__auth"] = await servers.App.GetConnectionStringAsync("auth-db", Api.Ct);
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(Api.Ct), process.StandardError.ReadToEndAsync(Api.Ct));
        await process.WaitForExitAsync(Api.Ct);
        return (process.ExitCode, await output + await errors);
    }
}
