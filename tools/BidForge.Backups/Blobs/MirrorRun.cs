using System.Globalization;
using System.Runtime.CompilerServices;
using BidForge.Backups.Places;
using BidForge.Backups.Storing;

namespace BidForge.Backups.Blobs;

/// <summary>
/// Brings a mirror up to its source: copies what it has not, marks what has gone, and deletes what was marked longer ago than the days kept. A blob is written once and never changed, so
/// its name is all that is compared. Two runs at once copy some blobs twice, to the same files; what one has marked of a listing that is out of date, the next run takes back.
/// </summary>
public sealed class MirrorRun(SealedFiles files, IPlace source, TimeProvider clock)
{
    /// <summary>At once: most of a copy is waiting.</summary>
    internal const int SideBySide = 8;

    /// <summary>So few may always go, whatever share of all they are.</summary>
    private const int MayGo = 100;

    private readonly Mirror mirror = new(files);
    private readonly Problems problems = new();
    private long seen;
    private long kept;
    private long copied;
    private long copiedBytes;
    private long marked;
    private long back;
    private long deleted;

    /// <param name="keepDays">How long what has gone is kept, from when it was noticed.</param>
    /// <param name="goneLimit">Percent of what is kept that may go at once; 100 for all of it.</param>
    /// <param name="progress">Told now and then.</param>
    /// <param name="cancellationToken">Gives up; the next run goes on from there.</param>
    /// <exception cref="BackupFailure">The source or the mirror can't be listed to the end, or more has gone than may: nothing was marked or deleted.</exception>
    public async Task<Mirrored> RunAsync(int keepDays, int goneLimit, Action<string> progress, CancellationToken cancellationToken)
    {
        using var held = await mirror.LockAsync(cancellationToken);
        await mirror.BeginAsync(clock.GetUtcNow(), cancellationToken);
        using var gone = new NameList();
        var telling = new Telling(progress);
        var startedAt = clock.GetUtcNow();
        await Parallel.ForEachAsync(CompareAsync(gone, cancellationToken), AtOnce(cancellationToken), async (blob, ct) =>
        {
            await BringAsync(blob, ct);
            telling.Tell(() => string.Create(CultureInfo.InvariantCulture, $"{seen:N0} blobs looked at, {copied:N0} copied ({copiedBytes / 1e9:N1} GB), {problems.Count} problems"));
        });
        ExpectLikely(gone.Count, goneLimit);

        await Parallel.ForEachAsync(gone.ReadAsync(cancellationToken), AtOnce(cancellationToken), async (key, ct) => await MarkAsync(KeptBlob.Parse(key), ct));
        var cut = clock.GetUtcNow().AddDays(-keepDays);
        await Parallel.ForEachAsync(mirror.MarksAsync(cancellationToken).Where(mark => mark.NoticedAt <= cut), AtOnce(cancellationToken), async (mark, ct) =>
        {
            if (await problems.TryAsync(() => mirror.DropAsync(mark, ct)))
                Interlocked.Increment(ref deleted);
        });
        await mirror.RecordAsync(new LastRun(startedAt, clock.GetUtcNow(), seen, problems.Count), cancellationToken);
        return new Mirrored(seen, copied, copiedBytes, marked, back, deleted, problems.Count, problems.List);
    }

    internal static ParallelOptions AtOnce(CancellationToken cancellationToken) => new() { MaxDegreeOfParallelism = SideBySide, CancellationToken = cancellationToken };

    /// <summary>What there is to be done at once. What has gone is put aside: only a listing that came to its end tells.</summary>
    private async IAsyncEnumerable<Compared> CompareAsync(NameList gone, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var blob in Comparison.OfAsync(source, mirror, cancellationToken))
        {
            if (blob.There is not null)
                seen++;
            if (blob.Kept.Count > 0 && (blob.There is not null || blob.Marks.Count is 0))
                kept++;
            if (blob.There is null && blob.Marks.Count is 0)
                foreach (var copy in blob.Kept)
                    gone.Add(copy.Key);
            else if (blob.There is not null)
                yield return blob;
        }
    }

    private async Task BringAsync(Compared blob, CancellationToken cancellationToken)
    {
        var there = blob.There!;
        if (blob.Kept.Count > 0 && blob.Kept.All(copy => copy.Size != there.Size))
            Count(problems.Add(string.Create(
                CultureInfo.InvariantCulture, $"{blob.Name} was changed: {there.Size} bytes in {source}, {blob.Kept[0].Size} in the mirror, which keeps what it has. What is written once is never changed by BidForge.")));
        else if (blob.Kept.Count is 0 && !KeptBlob.CanBeNamed(blob.Name))
            Count(problems.Add($"{blob.Name} in {source} has a name that no blob has: it is not copied."));
        else if (blob.Kept.Count is 0 && !await problems.TryAsync(() => CopyAsync(there, cancellationToken)))
            Count(problems.Count);
        foreach (var mark in blob.Marks)
            if (await problems.TryAsync(() => mirror.UnmarkAsync(mark, cancellationToken)))
                Interlocked.Increment(ref back);
    }

    private async Task CopyAsync(PlacedFile file, CancellationToken cancellationToken)
    {
        // Deleted since it was listed: nothing to copy.
        if (await source.OpenAsync(file.Name, cancellationToken) is not { } content)
            return;
        await using (content)
            await mirror.KeepAsync(KeptBlob.Of(file), content, cancellationToken);
        Interlocked.Increment(ref copied);
        Interlocked.Add(ref copiedBytes, file.Size);
    }

    private async Task MarkAsync(KeptBlob blob, CancellationToken cancellationToken)
    {
        // Asked for by its name: it may have come after its page was listed, and been copied by another run.
        if (!await source.HasAsync(blob.Name, cancellationToken))
        {
            await mirror.MarkAsync(new GoneMark(blob, clock.GetUtcNow()), cancellationToken);
            Interlocked.Increment(ref marked);
        }
    }

    private void ExpectLikely(long gone, int limit)
    {
        if (limit < 100 && gone > 0 && seen is 0)
            throw new BackupFailure($"There is nothing in {source}, and the mirror has {gone} blobs: is it the right place, and mounted? Nothing was marked. If all of it was deleted on purpose: --gone-limit 100.");
        if (gone > MayGo && gone * 100 > kept * limit)
            throw new BackupFailure($"{gone} of {kept} blobs in the mirror are not in {source} any more, more than {limit} %: is it the right place? Nothing was marked. If they were deleted on purpose: --gone-limit 100.");
    }

    private static void Count(int count)
    {
        if (count >= Problems.Told)
            throw new BackupFailure($"{count} blobs could not be mirrored: the rest was not tried, and nothing was marked.");
    }
}
