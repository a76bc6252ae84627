namespace BidForge.AppHost.Native.Running;

/// <summary>Where this machine keeps its programs and users.</summary>
internal static class Machine
{
    public static string Dotnet => Environment.ProcessPath is { } path && Path.GetFileName(path) == "dotnet"
        ? path
        : Environment.GetEnvironmentVariable("DOTNET_ROOT") is { Length: > 0 } root && File.Exists(Path.Combine(root, "dotnet"))
            ? Path.Combine(root, "dotnet")
            : "dotnet";

    public static string PostgresBin => Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql")
            .Select(d => Path.Combine(d, "bin"))
            .Where(d => File.Exists(Path.Combine(d, "initdb")))
            .OrderByDescending(d => int.TryParse(Path.GetFileName(Path.GetDirectoryName(d)), out var version) ? version : 0)
            .FirstOrDefault() ?? throw Missing("postgresql")
        : throw Missing("postgresql");

    public static string RedisServer => Find("redis-server", "/usr/bin/redis-server", "/usr/local/bin/redis-server") ?? throw Missing("redis-server");

    // The package's wrapper in /usr/sbin insists on its own user and log; the script behind it does not.
    public static string RabbitServer => Find("rabbitmq-server", "/usr/lib/rabbitmq/bin/rabbitmq-server") ?? throw Missing("rabbitmq-server");

    public static bool IsRoot => Environment.IsPrivilegedProcess;

    /// <summary>The ids of a user of this machine, from /etc/passwd; null when there is none.</summary>
    public static (uint User, uint Group)? User(string name) => File.ReadLines("/etc/passwd")
        .Select(line => line.Split(':'))
        .Where(fields => fields.Length > 3 && fields[0] == name)
        .Select(fields => ((uint, uint)?)(uint.Parse(fields[2]), uint.Parse(fields[3])))
        .FirstOrDefault();

    private static string? Find(string name, params string[] places) => places.FirstOrDefault(File.Exists)
        ?? (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(p => Path.Combine(p, name)).FirstOrDefault(File.Exists);

    private static InvalidOperationException Missing(string package) =>
        new($"{package} is not installed: apt-get install -y {package}, or start with ./bidforge up, which does it.");
}
