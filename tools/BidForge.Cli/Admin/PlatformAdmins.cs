using Npgsql;

namespace BidForge.Cli.Admin;

/// <summary>Who keeps the marketplace itself in order: a mark on the account, in the auth service's database. No request can set it.</summary>
internal sealed class PlatformAdmins(string connectionString) : IAsyncDisposable
{
    private readonly NpgsqlDataSource database = NpgsqlDataSource.Create(connectionString);

    /// <returns>null when nobody has that address; otherwise whether anything changed.</returns>
    public async Task<bool?> SetAsync(string email, bool administers, CancellationToken cancellationToken)
    {
        const string Sql = """
            with account as (select id, platform_admin as before from users where email = $1 for update),
                 changed as (update users u set platform_admin = $2 from account a where u.id = a.id and a.before <> $2)
            select before <> $2 from account
            """;
        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new() { Value = email.Trim().ToLowerInvariant() });
        command.Parameters.Add(new() { Value = administers });
        return await RunAsync(() => command.ExecuteScalarAsync(cancellationToken)) as bool?;
    }

    public async Task<IReadOnlyList<PlatformAdmin>> ListAsync(CancellationToken cancellationToken)
    {
        const string Sql = "select u.email, u.name, c.name from users u join companies c on c.id = u.company_id where u.platform_admin order by u.email";
        await using var command = database.CreateCommand(Sql);
        await using var reader = await RunAsync(() => command.ExecuteReaderAsync(cancellationToken));
        var found = new List<PlatformAdmin>();
        while (await reader.ReadAsync(cancellationToken))
            found.Add(new(reader.GetString(0), reader.GetString(1), reader.GetString(2)));
        return found;
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private static async Task<T> RunAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (NpgsqlException fault)
        {
            throw new CliException($"The database of the auth service refuses: {fault.Message}", ExitCode.Failed);
        }
    }
}

/// <param name="Email">Of the account.</param>
/// <param name="Name">Of the person.</param>
/// <param name="Company">Where they work.</param>
internal sealed record PlatformAdmin(string Email, string Name, string Company);
