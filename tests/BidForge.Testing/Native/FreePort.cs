using BidForge.AppHost.Native.Running;

namespace BidForge.Testing;

/// <summary>
/// Ports that are listened on some time after they were chosen, or by nobody. Those that the kernel hands out would not do: it may have given the port to an outgoing
/// connection, or to another test's server, meanwhile.
/// </summary>
public static class FreePort
{
    public static int Choose() => Ports.Free([]);
}
