using System.Globalization;

namespace BidForge.Sharding.Moves;

/// <summary>Slots as people write them: <c>5,7,10-20</c>.</summary>
internal static class Ranges
{
    public static string Write(IEnumerable<short> slots) => Write(slots.Select(slot => (int)slot));

    public static string Write(IEnumerable<int> slots)
    {
        var runs = new List<(int First, int Last)>();
        foreach (var slot in slots.Distinct().Order())
        {
            if (runs.Count > 0 && runs[^1].Last == slot - 1)
                runs[^1] = (runs[^1].First, slot);
            else
                runs.Add((slot, slot));
        }
        return string.Join(',', runs.Select(run => run.First == run.Last ? Number(run.First) : $"{Number(run.First)}-{Number(run.Last)}"));
    }

    /// <summary>False where the text is no list of slots from 0 to 1023.</summary>
    public static bool TryRead(string text, out SortedSet<int> slots)
    {
        slots = [];
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var ends = part.Split('-');
            if (ends.Length > 2 || !TrySlot(ends[0], out var first) || !TrySlot(ends[^1], out var last) || last < first)
                return false;
            slots.UnionWith(Enumerable.Range(first, last - first + 1));
        }
        return true;
    }

    private static bool TrySlot(string text, out int slot) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out slot) && slot < Slots.Count;

    private static string Number(int slot) => slot.ToString(CultureInfo.InvariantCulture);
}
