using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace BidForge.AppHost.Native.Running;

/// <summary>
/// Free ports below the range from which the kernel takes ports of outgoing connections: a server that is down for a moment
/// would else find its port taken, even by a client that is trying to reach it and was connected to itself.
/// </summary>
internal static class Ports
{
    private const int First = 15_000;

    /// <summary>Locked files, one per port chosen here, so that another app host that chooses at the same moment chooses others.</summary>
    private static readonly List<FileStream> Claims = [];

    public static int Free(HashSet<int> taken)
    {
        var last = int.Parse(File.ReadAllText("/proc/sys/net/ipv4/ip_local_port_range").Split('\t')[0], CultureInfo.InvariantCulture) - 1;
        for (var attempt = 0; attempt < 1000; attempt++)
        {
            var port = Random.Shared.Next(First, Math.Max(last, First + 1000));
            if (taken.Add(port) && Claim(port) && IsFree(port))
                return port;
        }

        throw new InvalidOperationException("No free port was found.");
    }

    private static bool Claim(int port)
    {
        var folder = Path.Combine(Path.GetTempPath(), $"bidforge-ports-{Environment.UserName}");
        Directory.CreateDirectory(folder);
        try
        {
            // The kernel gives the lock back when this process ends, however it ends.
            var claim = new FileStream(
                Path.Combine(folder, port.ToString(CultureInfo.InvariantCulture)), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            lock (Claims)
                Claims.Add(claim);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    public static bool IsFree(int port)
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
