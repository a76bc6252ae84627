using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace BidForge.ServiceDefaults.Http;

/// <summary>How every list answers: <c>{ data, pagination: { nextCursor, limit } }</c>.</summary>
public sealed record Page<T>(IReadOnlyList<T> Data, Pagination Pagination)
{
    /// <summary>
    /// Makes a page from up to <paramref name="limit"/> + 1 rows: the extra row only tells that there is more.
    /// </summary>
    public static Page<T> Of<TRow, TKey>(IReadOnlyList<TRow> rows, int limit, Func<TRow, T> view, Func<TRow, TKey> key)
    {
        var more = rows.Count > limit;
        var shown = rows.Take(limit).ToList();
        return new(shown.ConvertAll(row => view(row)), new(more ? Cursor.Write(key(shown[^1])) : null, limit));
    }
}

/// <param name="NextCursor">Opaque; null on the last page.</param>
public sealed record Pagination(string? NextCursor, int Limit);

/// <summary>Keyset cursors: the sort key of the last row shown, opaque to the client.</summary>
public static class Cursor
{
    public static string Write<TKey>(TKey key) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(key));

    /// <summary>False when the cursor was not made by <see cref="Write"/> for this kind of list: answer 400 naming <c>cursor</c>.</summary>
    public static bool TryRead<TKey>(string? cursor, out TKey? key)
    {
        key = default;
        if (string.IsNullOrEmpty(cursor))
            return true;
        try
        {
            key = JsonSerializer.Deserialize<TKey>(Base64Url.DecodeFromChars(cursor));
            return key is not null;
        }
        catch (Exception fault) when (fault is FormatException or JsonException or DecoderFallbackException)
        {
            return false;
        }
    }

    public const int DefaultLimit = 25;

    public const int MaximumLimit = 100;
}
