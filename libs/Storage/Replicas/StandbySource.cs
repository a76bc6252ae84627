using Npgsql;

namespace BidForge.Storage.Replicas;

/// <summary>Connections to a database's standbys, on which nothing can be written even if one is promoted.</summary>
internal sealed class StandbySource : IAsyncDisposable
{
    /// <param name="name">The database.</param>
    /// <param name="settings">One address that leads to standbys, or several servers of which those are taken that are standbys at the time.</param>
    public StandbySource(string name, NpgsqlConnectionStringBuilder settings)
    {
        Name = name;
        settings.Options = $"{settings.Options} -c default_transaction_read_only=on".TrimStart();
        settings.Remove("Target Session Attributes");
        var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString) { Name = $"{name}-replica" };
        Source = settings.NamesSeveralServers() ? builder.BuildMultiHost().WithTargetSession(TargetSessionAttributes.Standby) : builder.Build();
    }

    public string Name { get; }

    public NpgsqlDataSource Source { get; }

    public ValueTask DisposeAsync() => Source.DisposeAsync();
}
