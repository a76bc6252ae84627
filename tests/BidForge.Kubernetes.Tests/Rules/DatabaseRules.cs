using System.Globalization;
using System.Text.Json.Nodes;
using BidForge.Kubernetes.Tests.Rendering;
using Npgsql;

namespace BidForge.Kubernetes.Tests.Rules;

/// <summary>A connection string names a server, a database, a login and a certificate; each is what the objects of the operator make.</summary>
internal static class DatabaseRules
{
    public static readonly Rule[] All =
    [
        Of("bidforge/address-has-postgres", (world, _, to) => Server(world, to) is not null),
        Of("bidforge/address-has-database", (world, _, to) => Server(world, to) is { } server
            && (Start(server).Text("database") == to.Database
                || world.Of("Database").Any(it => it.Json.Text("spec/cluster/name") == server.Name && it.Json.Text("spec/name") == to.Database))),
        Of("bidforge/address-has-login", (world, _, to) => Server(world, to) is { } server && PasswordSecret(server, to.Username) is not null),
        // Both are fetched from the same place of the store, so they can't differ.
        Of("bidforge/address-has-the-logins-password", (world, from, to) => Server(world, to) is { } server
            && Origin(from, to.Password!) is { } origin
            && world.Find("ExternalSecret", PasswordSecret(server, to.Username)) is { } login && JsonNode.DeepEquals(origin, Origin(login, login.Json.Text("spec/target/template/data/password")!))),
        Of("bidforge/login-of-secret-is-the-role", (world, _, to) => Server(world, to) is { } server
            && world.Find("ExternalSecret", PasswordSecret(server, to.Username))?.Json.Text("spec/target/template/data/username") == to.Username),
        Of("bidforge/address-has-its-certificate-mounted", (world, from, to) => to.RootCertificate is not { } path
            || world.Workloads.Where(it => Mounts(it, from.Name)).ToList() is { Count: > 0 } readers && readers.All(reader => HasFile(world, reader, path))),
        // Whatever decides or writes is at the primary; standbys are for those settings that only lists and figures are read by.
        Of("bidforge/only-replicas-are-at-standbys", (_, _, setting, to) => setting.EndsWith("_replica", StringComparison.Ordinal) == to.Host!.EndsWith("-ro", StringComparison.Ordinal)),
        // Where one standby is left, all of their readers come to that one.
        Rule.Postgres("bidforge/connections-of-services-fit", (it, world) => it.Name is not "core"
            || new[] { "core-rw", "core-ro" }.All(host => OfServices(world, host) is { } needed && needed <= Room(it))),
        Rule.Postgres("bidforge/connections-of-all-bid-replicas-fit", (it, world) => !it.Name.StartsWith("bid", StringComparison.Ordinal) || OfBid(world) is { } needed && needed <= Room(it)),
        Rule.Postgres("bidforge/shard-is-known-to-bid-and-mover", (it, world) => !it.Name.StartsWith("bid", StringComparison.Ordinal) || new[] { "bid", "shards" }.All(name =>
            world.Find("ExternalSecret", name)?.Json.Has($"spec/target/template/data/ConnectionStrings__{it.Name}") is true)),
        Rule.Postgres("bidforge/shards-are-numbered-without-gaps", (it, world) => !it.Name.StartsWith("bid", StringComparison.Ordinal)
            || int.Parse(it.Name[3..]) is var number && (number is 0 || world.Postgres.Any(other => other.Name == $"bid{number - 1}"))),
    ];

    private static Rule Of(string id, Func<World, KubeObject, NpgsqlConnectionStringBuilder, bool> holds) => Of(id, (world, from, _, to) => holds(world, from, to));

    private static Rule Of(string id, Func<World, KubeObject, string, NpgsqlConnectionStringBuilder, bool> holds) => new(id, world => ReferenceRules.ConnectionStrings(world)
        .Where(it => it.Value.StartsWith("Host=", StringComparison.Ordinal))
        .Where(it => !holds(world, it.From, it.Name, new NpgsqlConnectionStringBuilder(it.Value)))
        .Select(it => new Finding(it.From, it.Name)));

    // A fifth is for whoever looks after the server: migrations, moves, backups, metrics, people.
    private static double Room(KubeObject server) => 0.8 * int.Parse(server.Json.Text("spec/postgresql/parameters/max_connections") ?? "100", CultureInfo.InvariantCulture);

    // With as many replicas as there are without load: all pools full, and beside each of those at the primary four of the relay and one that listens. Null where a pool has no limit of its own.
    private static double? OfServices(World world, string host)
    {
        var needed = 0;
        foreach (var (from, _, value) in ReferenceRules.ConnectionStrings(world).Where(it => it.Value.StartsWith($"Host={host};", StringComparison.Ordinal)))
        {
            if (Scaler(world, from.Name) is not { } scaler)
                continue;
            if (!value.Contains("Maximum Pool Size", StringComparison.Ordinal))
                return null;
            var pool = new NpgsqlConnectionStringBuilder(value).MaxPoolSize + (from.Name is "bid" || host is "core-ro" ? 0 : 5);
            needed += pool * Replicas(scaler, "min");
        }
        return needed;
    }

    // With as many replicas as there may ever be: a deadline is when they come.
    private static double? OfBid(World world) => Scaler(world, "bid") is not { } scaler ? 0
        : world.Containers.Where(it => it.Owner.Name is "bid" && it.Owner.Kind is "Deployment")
            .Select(it => it.Json.List("env").FirstOrDefault(entry => entry.Text("name") is "Sharding__Connections").Text("value"))
            .FirstOrDefault() is { } connections ? int.Parse(connections, CultureInfo.InvariantCulture) * Replicas(scaler, "max") : null;

    private static KubeObject? Scaler(World world, string name) => world.Find("HorizontalPodAutoscaler", name) ?? world.Find("ScaledObject", name);

    private static int Replicas(KubeObject scaler, string end) => (int)(scaler.Json.Number($"spec/{end}Replicas") ?? scaler.Json.Number($"spec/{end}ReplicaCount") ?? 1);

    /// <summary>CloudNativePG gives the primary of a server the name {server}-rw, and its standbys {server}-ro.</summary>
    private static KubeObject? Server(World world, NpgsqlConnectionStringBuilder to) => world.Postgres.FirstOrDefault(it => to.Host == $"{it.Name}-rw" || to.Host == $"{it.Name}-ro");

    /// <summary>Empty, or of backups: either says which database its owner logs in to.</summary>
    private static JsonNode? Start(KubeObject server) => server.Json.At("spec/bootstrap/initdb") ?? server.Json.At("spec/bootstrap/recovery");

    private static string? PasswordSecret(KubeObject server, string? login) =>
        server.Json.List("spec/managed/roles").FirstOrDefault(role => role.Text("name") == login).Text("passwordSecret/name")
        ?? (Start(server).Text("owner") == login ? Start(server).Text("secret/name") : null)
        ?? (login is "postgres" && server.Json.Flag("spec/enableSuperuserAccess") is true ? server.Json.Text("spec/superuserSecret/name") : null);

    private static JsonNode? Origin(KubeObject secret, string placeholder) =>
        secret.Json.List("spec/data").FirstOrDefault(entry => $"{{{{ .{entry.Text("secretKey")} }}}}" == placeholder).At("remoteRef");

    private static bool Mounts(KubeObject workload, string secret) => workload.PodTemplate.At("spec/volumes").All().Any(part => part.Text("secret/name") == secret || part.Text("secret/secretName") == secret);

    private static bool HasFile(World world, KubeObject workload, string path) => workload.PodTemplate.List("spec/containers").SelectMany(container => container.List("volumeMounts"))
        .Where(mount => Path.GetDirectoryName(path) == mount.Text("mountPath"))
        .Any(mount => Produced.FilesOf(world, workload.PodTemplate.List("spec/volumes").First(volume => volume.Text("name") == mount.Text("name")))?.Contains(Path.GetFileName(path)) is true);
}
