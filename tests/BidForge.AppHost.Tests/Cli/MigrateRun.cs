using System.Text.Json;
using Npgsql;

namespace BidForge.AppHost.Tests.Cli;

/// <summary>./bidforge migrate over databases of a test's own.</summary>
internal static class MigrateRun
{
    public static readonly string[] Names = ["auth", "project", "bidcatalog", "bid0", "bid1", "notification", "analytics", "file"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<Dictionary<string, string>> EmptyAsync(Servers servers)
    {
        var databases = new Dictionary<string, string>();
        foreach (var name in Names)
            databases[$"ConnectionStrings__{name}"] = await servers.CreateDatabaseAsync(cancellationToken: Stop);
        return databases;
    }

    public static async Task<List<JsonElement>> MigrateAsync(Dictionary<string, string> databases, int expected, params string[] arguments)
    {
        var (code, output, errors) = await RunningCli.RunAsync(databases, ["migrate", "--no-build", "--json", .. arguments]);
        Assert.True(code == expected, output + errors);
        return [.. JsonElement.Parse(output).EnumerateArray()];
    }

    public static string Database(JsonElement report) => report.GetProperty("database").GetString()!;

    public static string State(JsonElement report) => report.GetProperty("state").GetString()!;

    public static IEnumerable<string> Steps(JsonElement report) => report.GetProperty("steps").EnumerateArray().Select(step => step.GetString()!);

    public static IEnumerable<(string Database, string Step)> StepsOf(IEnumerable<JsonElement> reports) =>
        reports.SelectMany(report => Steps(report).Select(step => (Database(report), step)));

    public static async Task<object?> ScalarAsync(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Stop);
    }

    public static async Task ExecuteAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(Stop);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Stop);
    }
}
