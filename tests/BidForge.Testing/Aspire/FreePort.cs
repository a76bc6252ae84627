using System.Net;
using System.Net.Sockets;

namespace BidForge.Testing;

/// <summary>Ports that are listened on some time after they were chosen, or by nobody.</summary>
public static class FreePort
{
    public static int Choose()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
