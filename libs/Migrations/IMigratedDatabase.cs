namespace BidForge.Migrations;

/// <summary>One database, and the steps that bring it to this program's version.</summary>
public interface IMigratedDatabase : IAsyncDisposable
{
    /// <summary>As in its connection string's name: auth, bidcatalog, bid0 ...</summary>
    string Name { get; }

    /// <summary>The steps this program knows and the database has not seen, in order. Changes nothing.</summary>
    Task<IReadOnlyList<MigrationStep>> PendingAsync(CancellationToken cancellationToken);

    /// <summary>Takes the steps, one process at a time.</summary>
    /// <returns>The names of those that this call took: none when another process came first.</returns>
    Task<IReadOnlyList<string>> ApplyAsync(CancellationToken cancellationToken);
}

/// <param name="Name">As the database remembers it.</param>
/// <param name="Sql">What it executes.</param>
public sealed record MigrationStep(string Name, string Sql);
