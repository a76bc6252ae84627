using BidForge.Backups.Bases;
using BidForge.Backups.Blobs;
using BidForge.Backups.Logs;

namespace BidForge.Backups.Storing;

/// <param name="Bases">Base backups read whole.</param>
/// <param name="LogFiles">Files of the log read whole.</param>
/// <param name="Blobs">Blobs read whole.</param>
/// <param name="Problems">What is wrong; nothing when all of it can be relied on.</param>
public sealed record Verified(int Bases, int LogFiles, long Blobs, IReadOnlyList<string> Problems);

/// <summary>Reads everything stored, compares checksums, and looks for gaps in the log.</summary>
public sealed class Verification(BackupStore store)
{
    private readonly List<string> problems = [];

    public async Task<Verified> RunAsync(Action<string> progress, CancellationToken cancellationToken)
    {
        var (bases, logs) = (0, 0);
        foreach (var server in store.Servers())
        {
            progress($"{server}: base backups");
            var backups = await BasesAsync(server, cancellationToken);
            bases += backups.Count;
            progress($"{server}: log");
            logs += await LogAsync(server, backups, cancellationToken);
        }
        progress("blobs");
        var blobs = 0L;
        if (await new Mirror(store.Files).IsThereAsync(cancellationToken))
            await TryAsync(async () =>
            {
                var verified = await new MirrorVerification(store.Files, TimeProvider.System).RunAsync(100, progress, cancellationToken);
                blobs = verified.Read;
                problems.AddRange(verified.Problems);
            });
        return new Verified(bases, logs, blobs, problems);
    }

    private async Task<IReadOnlyList<BaseBackup>> BasesAsync(string server, CancellationToken cancellationToken)
    {
        var sound = new List<BaseBackup>();
        foreach (var label in store.Folders($"{server}/base").Where(label => store.Has(BaseBackup.RecordOf(server, label))))
            await TryAsync(async () =>
            {
                var backup = await store.ReadJsonAsync<BaseBackup>(BaseBackup.RecordOf(server, label), cancellationToken);
                sound.Add(backup);
                await BaseReader.ReadAsync(store, backup.Content, null, cancellationToken);
            });
        return sound;
    }

    private async Task<int> LogAsync(string server, IReadOnlyList<BaseBackup> backups, CancellationToken cancellationToken)
    {
        var segments = WalArchive.Segments(store, server);
        var system = backups.LastOrDefault()?.SystemId;
        foreach (var segment in segments)
            await TryAsync(() => SegmentAsync(server, segment, system, cancellationToken));
        foreach (var history in store.List($"{server}/wal").Where(name => name.EndsWith(".history", StringComparison.Ordinal)))
            await TryAsync(async () =>
            {
                await using var stream = await store.OpenAsync(history, cancellationToken);
                await stream.CopyToAsync(Stream.Null, cancellationToken);
            });
        problems.AddRange(WalContinuity.Problems(segments, backups, timeline => store.Has(WalArchive.NameOf(server, $"{timeline:X8}.history"))).Select(problem => $"{server}: {problem}"));
        return segments.Count;
    }

    private async Task SegmentAsync(string server, WalSegment segment, string? system, CancellationToken cancellationToken)
    {
        await using var stream = await store.OpenAsync(WalArchive.NameOf(server, segment.Name), cancellationToken);
        var start = new byte[64];
        await stream.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken);
        var (length, buffer) = ((long)start.Length, new byte[1 << 16]);
        while (await stream.ReadAsync(buffer, cancellationToken) is var count and > 0)
            length += count;
        if (length != WalSegment.Size)
            throw new BackupFailure($"{server}: {segment.Name} has not the size of a log file.");
        if (system is not null && segment.WrongIn(start, system) is { } wrong)
            throw new BackupFailure($"{server}: {wrong}.");
    }

    private async Task TryAsync(Func<Task> check)
    {
        try
        {
            await check();
        }
        catch (Exception failure) when (failure is BackupFailure or InvalidDataException or IOException or System.Text.Json.JsonException)
        {
            problems.Add(failure.Message);
        }
    }
}
