using System.Text.Json.Nodes;
using Aspire.Hosting.Testing;
using BidForge.Kubernetes.Tests.Rendering;
using Npgsql;

namespace BidForge.Kubernetes.Tests.Programs;

/// <summary>
/// The servers that staging has, from this machine's packages: PostgreSQL for core and for each shard, with the databases, logins and rights that their objects give them, RabbitMQ, Redis.
/// </summary>
internal sealed class Servers() : RunningSystem("postgres", "postgres1", "postgres2", "rabbitmq", "redis")
{
    public const string Password = "0123456789abcdefghijklmnopqrstuvwxyzABCD";

    private readonly Dictionary<string, NpgsqlConnectionStringBuilder> postgres = new(StringComparer.Ordinal);

    protected override string[] Arguments => ["--shards", "3"];

    protected override bool SharesBroker => false;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var world = Kubectl.Render("overlays/staging");
        foreach (var (name, server) in new[] { ("core", "postgres"), ("bid0", "postgres1"), ("bid1", "postgres2") })
        {
            postgres[name] = new(await App.GetConnectionStringAsync(server));
            await PrepareAsync(world, world.Postgres.Single(it => it.Name == name));
        }
    }

    /// <summary>What a program is told of a server in the cluster, said of the one here: another address, everything else the same.</summary>
    public NpgsqlConnectionStringBuilder Here(string connection)
    {
        var told = new NpgsqlConnectionStringBuilder(connection);
        var server = postgres[told.Host![..^"-rw".Length]];
        return new()
        {
            Host = server.Host, Port = server.Port, Database = Name(told.Database!), Username = told.Username,
            Password = told.Username == server.Username ? server.Password : Password,
        };
    }

    /// <summary>The system's own databases are on these servers as well.</summary>
    private static string Name(string database) => $"cluster_{database}";

    private async Task PrepareAsync(World world, KubeObject cluster)
    {
        var bootstrap = cluster.Json.At("spec/bootstrap/initdb")!;
        await RunAsync(cluster.Name, "postgres", [
            $"create role {bootstrap.Text("owner")} login password '{Password}'",
            .. cluster.Json.List("spec/managed/roles").Where(role => role.Text("name") != bootstrap.Text("owner")).Select(role => $"create role {role.Text("name")}"),
            .. cluster.Json.List("spec/managed/roles").Select(role => $"alter role {role.Text("name")} {Rights(role)} password '{Password}'"),
            $"create database {Name(bootstrap.Text("database")!)} owner {bootstrap.Text("owner")} strategy file_copy"]);
        await RunAsync(cluster.Name, Name(bootstrap.Text("database")!), bootstrap.Texts("postInitApplicationSQL"));
        foreach (var database in world.Of("Database").Where(it => it.Json.Text("spec/cluster/name") == cluster.Name))
        {
            var name = Name(database.Json.Text("spec/name")!);
            await RunAsync(cluster.Name, "postgres", [$"create database {name} owner {database.Json.Text("spec/owner")} strategy file_copy"]);
            await RunAsync(cluster.Name, name, [.. database.Json.List("spec/extensions").Select(extension => $"create extension {extension.Text("name")}")]);
        }
    }

    private static string Rights(JsonNode role) => string.Join(' ', new[] { "login", "superuser", "createrole", "bypassrls" }.Select(right => role.Flag(right) is true ? right : $"no{right}"));

    private async Task RunAsync(string server, string database, IReadOnlyList<string> statements)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(postgres[server].ConnectionString) { Database = database, Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        foreach (var statement in statements)
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync();
        }
    }
}
