namespace BidForge.Load;

/// <summary>A running BidForge, as load is put on it.</summary>
/// <param name="Gateway">Where the site answers.</param>
/// <param name="Bids">Each replica of the bid service.</param>
/// <param name="Projects">The project service itself.</param>
/// <param name="Databases">Connection strings by database name: bid0, bid1 ..., bidcatalog, notification, analytics.</param>
/// <param name="Roots">The processes of each resource, by its name; children are found from there.</param>
public sealed record LoadTarget(
    Uri Gateway, IReadOnlyList<Uri> Bids, Uri Projects, IReadOnlyDictionary<string, string> Databases, Func<IReadOnlyDictionary<string, IReadOnlyList<int>>> Roots)
{
    /// <summary>The names of the bid shards, in order.</summary>
    public IReadOnlyList<string> Shards { get; } = [.. Databases.Keys.Where(IsShard).OrderBy(name => int.Parse(name.AsSpan(3), System.Globalization.CultureInfo.InvariantCulture))];

    private static bool IsShard(string name) => name.StartsWith("bid", StringComparison.Ordinal) && name.Length > 3 && name.AsSpan(3).IndexOfAnyExceptInRange('0', '9') < 0;
}

/// <summary>What was measured can't be believed, or could not be measured.</summary>
public sealed class LoadFailure(string message) : Exception(message);
