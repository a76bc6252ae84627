using System.Runtime.CompilerServices;
using BidForge.Backups.Places;

namespace BidForge.Backups.Blobs;

/// <param name="Name">Of a blob.</param>
/// <param name="There">In the place that is compared; null when it is not there.</param>
/// <param name="Kept">In the mirror: once, or not at all.</param>
/// <param name="Marks">That it has gone, the earliest first.</param>
internal sealed record Compared(string Name, PlacedFile? There, IReadOnlyList<KeptBlob> Kept, IReadOnlyList<GoneMark> Marks);

/// <summary>Goes through a place and a mirror at once, in the order of names. However many there are, three pages of listings are in memory.</summary>
internal static class Comparison
{
    public static async IAsyncEnumerable<Compared> OfAsync(IPlace place, Mirror mirror, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var there = new Ordered<PlacedFile>(place.ListAsync("", cancellationToken), file => file.Name, place.ToString()!, cancellationToken);
        await using var kept = new Ordered<KeptBlob>(mirror.KeptAsync(cancellationToken), blob => blob.Name, "mirror", cancellationToken);
        await using var marks = new Ordered<GoneMark>(mirror.MarksAsync(cancellationToken), mark => mark.Blob.Name, "list of marks", cancellationToken);
        while (First(await there.NextAsync(), await kept.NextAsync(), await marks.NextAsync()) is { } name)
            yield return new Compared(name, (await there.TakeAsync(name)).SingleOrDefault(), await kept.TakeAsync(name), await marks.TakeAsync(name));
    }

    private static string? First(params ReadOnlySpan<string?> names)
    {
        string? first = null;
        foreach (var name in names)
            if (name is not null && (first is null || string.CompareOrdinal(name, first) < 0))
                first = name;
        return first;
    }
}
