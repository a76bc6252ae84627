using System.Net;
using System.Net.Sockets;

namespace BidForge.Messaging.Tests.Support;

/// <summary>A TCP wire to the broker on which connections can be frozen: they stay open and carry nothing more, while new ones work.</summary>
public sealed class FreezingWire : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<TcpClient> _clients = [];
    private readonly int _target;
    private CancellationTokenSource _frozen = new();

    public FreezingWire(string broker)
    {
        var address = new UriBuilder(broker);
        _target = address.Port;
        _listener.Start();
        address.Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        ConnectionString = address.ToString();
        _ = AcceptAsync();
    }

    /// <summary>Leads through the wire.</summary>
    public string ConnectionString { get; }

    public void Freeze() => Interlocked.Exchange(ref _frozen, new()).Cancel();

    public ValueTask DisposeAsync()
    {
        _listener.Dispose();
        lock (_clients) _clients.ForEach(client => client.Dispose());
        return ValueTask.CompletedTask;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var near = await _listener.AcceptTcpClientAsync();
                var far = new TcpClient();
                lock (_clients) _clients.AddRange([near, far]);
                await far.ConnectAsync(IPAddress.Loopback, _target);
                var token = Volatile.Read(ref _frozen).Token;
                _ = CarryAsync(near, far, token);
                _ = CarryAsync(far, near, token);
            }
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private static async Task CarryAsync(TcpClient from, TcpClient to, CancellationToken frozen)
    {
        try
        {
            await from.GetStream().CopyToAsync(to.GetStream(), frozen);
            to.Dispose();
        }
        catch (OperationCanceledException)
        {
            // Frozen: both ends stay open.
        }
        catch (Exception fault) when (fault is IOException or ObjectDisposedException or InvalidOperationException)
        {
            to.Dispose();
        }
    }
}
