using System.ComponentModel;
using System.Reflection;
using System.Text.Json;

namespace BidForge.Caching;

/// <summary>
/// A value as JSON and, where nobody can change it, as the object itself. Other values are read anew for every caller, so that one
/// caller's change is not another's surprise.
/// </summary>
internal sealed class Payload
{
    private readonly object? _shared;
    private readonly bool _isShared;

    private Payload(byte[] bytes, object? shared, bool isShared) => (Bytes, _shared, _isShared) = (bytes, shared, isShared);

    public byte[] Bytes { get; }

    public static Payload Of<T>(T value) => new(JsonSerializer.SerializeToUtf8Bytes(value, JsonSerializerOptions.Web), value, Immutable<T>.Is);

    public static Payload Of(byte[] bytes) => new(bytes, null, false);

    /// <summary>False when the bytes are not a value of this type: an older version of the service wrote another shape.</summary>
    public bool TryRead<T>(out T value)
    {
        if (_isShared && _shared is T shared)
        {
            value = shared;
            return true;
        }
        try
        {
            value = JsonSerializer.Deserialize<T>(Bytes, JsonSerializerOptions.Web)!;
            return true;
        }
        catch (JsonException)
        {
            value = default!;
            return false;
        }
    }

    private static class Immutable<T>
    {
        public static readonly bool Is = typeof(T) == typeof(string) || typeof(T).IsPrimitive || typeof(T).IsEnum
            || typeof(T).GetCustomAttribute<ImmutableObjectAttribute>()?.Immutable == true;
    }
}
