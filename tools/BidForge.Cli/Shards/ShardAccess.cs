using System.Runtime.InteropServices;
using BidForge.Cli.Running;
using BidForge.Sharding;
using BidForge.Sharding.Map;
using BidForge.Sharding.Moves;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Npgsql;

namespace BidForge.Cli.Shards;

/// <summary>The shards and the catalog of a BidForge, for the verbs of <c>./bidforge shards</c>.</summary>
internal static class ShardAccess
{
    public const string Where = """
        Shards are those of the running system, or ConnectionStrings__bid0, ConnectionStrings__bid1 ... and ConnectionStrings__bidcatalog: of PostgreSQL itself and not of a
        pooler before it, and such that the shards' servers reach each other by them.
        """;

    /// <summary>Runs the verb; what goes wrong is told in a sentence. Ctrl-C ends it cleanly: a move stays where it is and can be gone on with.</summary>
    public static async Task<int> RunAsync(ParseResult parsed, Func<ShardSet, CancellationToken, Task<int>> work)
    {
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        await using var shards = Connect(StateFolder.From(parsed));
        try
        {
            await new Catalog(shards).PrepareAsync(stop.Token);
            return await work(shards, stop.Token);
        }
        catch (Exception failure) when (failure is MoveException or NpgsqlException or TimeoutException)
        {
            throw new CliException(failure.Message, ExitCode.Failed);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            throw new CliException("Stopped. An unfinished move goes on with ./bidforge shards move --resume, or is given up with --abort.", ExitCode.Failed);
        }

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }

    public static Shard Find(this ShardSet shards, string name, string option) => shards.Find(name)
        ?? throw new CliException($"{option}: there is no shard {name}. There are: {string.Join(", ", shards.All.Select(shard => shard.Name))}.", ExitCode.Failed);

    public static ShardSet Connect(StateFolder folder)
    {
        var settings = DatabaseAddress.Shards(folder).Select(shard => KeyValuePair.Create($"ConnectionStrings:{shard.Name}", (string?)shard.Address))
            .Append(new("ConnectionStrings:bidcatalog", DatabaseAddress.Of("bidcatalog", folder)));
        return new(
            new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), new("bid", "bidcatalog"), Options.Create(new ShardingOptions()), "bidforge shards");
    }
}
