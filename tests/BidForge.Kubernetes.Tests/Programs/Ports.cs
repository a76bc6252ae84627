using System.Net;
using System.Net.Sockets;

namespace BidForge.Kubernetes.Tests.Programs;

/// <summary>
/// Ports that are listened on some time after they were chosen: below those that the kernel gives to outgoing connections and to whoever asks for any,
/// and below those of systems under test.
/// </summary>
internal static class Ports
{
    private static readonly HashSet<int> Taken = [];

    public static int Free()
    {
        lock (Taken)
            while (true)
                if (Random.Shared.Next(10_000, 15_000) is var port && Taken.Add(port) && IsFree(port))
                    return port;
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
