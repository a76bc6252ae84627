using System.Collections.Concurrent;
using BidForge.Contracts;
using MassTransit;

namespace BidForge.Messaging.Sealing;

/// <summary>Sealed events on a bus.</summary>
public static class SealingExtensions
{
    private static readonly ConcurrentDictionary<Type, bool> Marked = new();

    /// <summary>Lets the bus read sealed events. Those that an older version published in the clear are read as well.</summary>
    public static void ReadSealedEvents(this IBusFactoryConfigurator bus, SealKeys keys) => bus.AddDeserializer(new SealedSerializer(keys));

    internal static bool IsSealed(this Type contract) => Marked.GetOrAdd(contract, type => type.IsDefined(typeof(SealedOnTheBusAttribute), inherit: false));

    internal static void Seal(this SendContext context, SealKeys keys)
    {
        context.Serializer = new SealedSerializer(keys);
        context.Headers.Set(SealKeys.Header, keys.CurrentId);
    }
}
