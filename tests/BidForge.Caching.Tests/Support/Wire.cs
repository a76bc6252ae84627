using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace BidForge.Caching.Tests.Support;

/// <summary>A TCP wire to Redis that can be cut and mended while Redis runs on.</summary>
public sealed class Wire : IAsyncDisposable
{
    private readonly int _target;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<TcpClient> _clients = [];
    private readonly Lock _lock = new();
    private bool _isCut;

    public Wire(string redis)
    {
        var address = redis.Split(',')[0];
        _target = int.Parse(address.Split(':')[1], CultureInfo.InvariantCulture);
        _listener.Start();
        ConnectionString = redis.Replace(address, $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}", StringComparison.Ordinal);
        _ = AcceptAsync();
    }

    /// <summary>Leads through the wire.</summary>
    public string ConnectionString { get; }

    public void Cut()
    {
        lock (_lock)
        {
            _isCut = true;
            _clients.ForEach(client => client.Dispose());
            _clients.Clear();
        }
    }

    public void Mend()
    {
        lock (_lock) _isCut = false;
    }

    public ValueTask DisposeAsync()
    {
        Cut();
        _listener.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            var near = await _listener.AcceptTcpClientAsync();
            var far = new TcpClient();
            lock (_lock)
            {
                if (_isCut)
                {
                    near.Dispose();
                    continue;
                }
                _clients.AddRange([near, far]);
            }
            try
            {
                await far.ConnectAsync(IPAddress.Loopback, _target);
            }
            catch (Exception)
            {
                // The wire was cut meanwhile; it can be mended.
                near.Dispose();
                continue;
            }
            _ = PumpAsync(near, far);
            _ = PumpAsync(far, near);
        }
    }

    private static async Task PumpAsync(TcpClient from, TcpClient to)
    {
        try
        {
            await from.GetStream().CopyToAsync(to.GetStream());
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The wire was cut.
        }
    }
}
