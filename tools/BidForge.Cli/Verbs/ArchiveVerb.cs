using System.Globalization;
using System.Text.Json;
using BidForge.Archive;
using BidForge.Archive.Stores;
using BidForge.Cli.Running;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace BidForge.Cli.Verbs;

/// <summary>Old history leaves the shards, and comes back.</summary>
internal static class ArchiveVerb
{
    private const string Where = """
        Archives lie in the file service's blob store, under archive/: Blobs__Kind, Blobs__Directory, Blobs__S3__* as for the service; without them, the state folder's.
        Shards are those of the running system, or ConnectionStrings__bid0 ..., ConnectionStrings__bidcatalog.
        """;

    private static readonly Option<bool> Json = new("--json") { Description = "Print it as JSON." };

    public static Command Create()
    {
        var age = new Option<int>("--older-than")
        {
            Description = "Months that ended so long ago: 24mo.",
            Required = true,
            CustomParser = given =>
            {
                var word = given.Tokens[0].Value;
                if (word.EndsWith("mo", StringComparison.Ordinal) && int.TryParse(word[..^2], NumberStyles.None, CultureInfo.InvariantCulture, out var months) && months is >= 1 and <= 600)
                    return months;
                given.AddError("--older-than takes months, 1mo to 600mo.");
                return 0;
            },
        };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only tell what would be done." };
        var command = new Verb("archive", "Moves old months of bid history from the shards to the blob store.", $"""
            Each month is written as gzip of CSV, read back and compared before it is detached and dropped. A month with bids on packages that have not been opened stays.
            Killed at any point, run it again. The history of archived bids (receipts, proofs, revisions) is answered 409 bid.archived until it is restored.
            {Where}
            Exit codes: 0 done; 1 something could not be archived and stays where it was; 5 not running.
            """)
        { age, dryRun, Json, StateFolder.Option, CreateList(), CreateRestore() };
        command.SetAction((parsed, ct) => ArchiveAsync(StateFolder.From(parsed), parsed.GetValue(age), parsed.GetValue(dryRun), parsed.GetValue(Json), ct));
        return command;
    }

    private static Command CreateList()
    {
        var command = new Verb("list", "Lists the archives.", Where) { Json, StateFolder.Option };
        command.SetAction((parsed, ct) => FailPlainlyAsync(async () =>
        {
            var manifests = await new Restorer(Store(StateFolder.From(parsed))).ListAsync(ct);
            if (parsed.GetValue(Json))
                Console.WriteLine(JsonSerializer.Serialize(manifests, SystemState.Json));
            else
                foreach (var manifest in manifests)
                    Console.WriteLine(string.Create(
                        CultureInfo.InvariantCulture, $"{manifest.Name}  {manifest.Rows} rows, {manifest.Bytes} bytes, archived {manifest.ArchivedAt:u}"));
            return ExitCode.Done;
        }));
        return command;
    }

    private static Command CreateRestore()
    {
        var name = new Argument<string>("archive") { Description = "Its name, as listed." };
        var command = new Verb("restore", "Brings an archived month back, each row to the shard that owns its slot now. Rows that are there already stay.", Where)
        { name, Json, StateFolder.Option };
        command.SetAction((parsed, ct) => FailPlainlyAsync(async () =>
        {
            var folder = StateFolder.From(parsed);
            await using var still = await MoveLock.TakeAsync(DatabaseAddress.Of("bidcatalog", folder), ct);
            var shards = DatabaseAddress.Shards(folder).ToDictionary(shard => shard.Name, shard => NpgsqlDataSource.Create(shard.Address));
            await using var catalog = NpgsqlDataSource.Create(DatabaseAddress.Of("bidcatalog", folder));
            var restored = await new Restorer(Store(folder)).RestoreAsync(parsed.GetRequiredValue(name), catalog, shards, ct);
            foreach (var shard in shards.Values)
                await shard.DisposeAsync();
            Console.WriteLine(parsed.GetValue(Json)
                ? JsonSerializer.Serialize(restored, SystemState.Json)
                : string.Create(CultureInfo.InvariantCulture, $"{restored.Month:yyyy-MM}: {restored.Rows} rows, {restored.Added} of them were not there"));
            return ExitCode.Done;
        }));
        return command;
    }

    private static Task<int> ArchiveAsync(StateFolder folder, int months, bool dryRun, bool json, CancellationToken ct) => FailPlainlyAsync(async () =>
    {
        await using var still = await MoveLock.TakeAsync(DatabaseAddress.Of("bidcatalog", folder), ct);
        var archiver = new Archiver(Store(folder), TimeProvider.System);
        var before = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddMonths(-months);
        var done = new List<ArchivedMonth>();
        foreach (var (name, address) in DatabaseAddress.Shards(folder))
        {
            await using var shard = NpgsqlDataSource.Create(address);
            foreach (var month in await RevisionMonth.ListAsync(name, shard, before, ct))
            {
                done.Add(await archiver.ArchiveAsync(month, shard, dryRun, ct));
                if (!json)
                    Print(done[^1], dryRun);
            }
        }
        if (json)
            Console.WriteLine(JsonSerializer.Serialize(done, SystemState.Json));
        else if (done.Count is 0)
            Console.WriteLine("There is nothing that old.");
        return done.TrueForAll(month => month.Reason is null) ? ExitCode.Done : ExitCode.Failed;
    });

    private static void Print(ArchivedMonth month, bool dryRun) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{month.Shard} {month.Month:yyyy-MM}: {month.Rows} rows {(month.Reason is { } reason ? $"stay, for {reason}" : dryRun ? "would be archived" : $"archived as {month.Name}")}"));

    private static IArchiveStore Store(StateFolder folder)
    {
        var settings = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Blobs:Directory", Path.Combine(folder.Path, "blobs"))]).AddEnvironmentVariables().Build();
        return ArchiveStores.Of(settings.GetSection("Blobs").Get<ArchiveOptions>()!);
    }

    private static async Task<int> FailPlainlyAsync(Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception failure) when (failure is ArchiveFailure or NpgsqlException or IOException or Amazon.Runtime.AmazonClientException)
        {
            throw new CliException(failure.Message, ExitCode.Failed);
        }
    }
}
