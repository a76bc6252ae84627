using System.Collections.Concurrent;
using System.Reflection;

namespace BidForge.Messaging.Outbox;

/// <summary>Finds a contract by the full name that an outbox row holds.</summary>
internal sealed class EventTypes(Assembly? entry)
{
    private readonly ConcurrentDictionary<string, Type> _types = new(StringComparer.Ordinal);

    /// <summary>The type, or null when this version of the service does not know it (a newer one wrote the row).</summary>
    public Type? Find(string fullName)
    {
        if (_types.TryGetValue(fullName, out var known)) return known;
        var found = Search(AppDomain.CurrentDomain.GetAssemblies(), fullName) ?? Search(References(), fullName);
        return found is null ? null : _types.GetOrAdd(fullName, found);
    }

    // A service that only publishes may not have loaded its contracts yet when it finds rows left by its last run.
    private IEnumerable<Assembly> References() =>
        (entry?.GetReferencedAssemblies() ?? [])
            .Where(name => name.Name!.StartsWith("BidForge.", StringComparison.Ordinal))
            .Select(Assembly.Load);

    private static Type? Search(IEnumerable<Assembly> assemblies, string fullName) =>
        assemblies.Select(assembly => assembly.GetType(fullName)).FirstOrDefault(type => type is not null);
}
