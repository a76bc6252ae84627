using BidForge.Messaging;
using Npgsql;

namespace BidForge.Sharding.Map;

/// <summary>One PostgreSQL server with bid data, as this process sees it.</summary>
public sealed class Shard(string name, NpgsqlDataSource source, string address) : IAsyncDisposable
{
    private volatile bool ready;

    public string Name { get; } = name;

    public NpgsqlDataSource Source { get; } = source;

    /// <summary>The connection string as it was given, with the password: replication needs it.</summary>
    internal string Address { get; } = address;

    public NamedShard Named { get; } = new(name, source, Fences.HeldSlots.Guard);

    /// <summary>True once the schema is at this program's version. Until then requests for its slots are answered 503.</summary>
    public bool Ready => ready;

    /// <summary>Why the shard is not ready though it answers: scripts that it lacks and this process does not apply.</summary>
    internal string? Behind { get; set; }

    internal void MarkReady() => (ready, Behind) = (true, null);

    public ValueTask DisposeAsync() => Source.DisposeAsync();
}
