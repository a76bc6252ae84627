using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using BidForge.Bids.Tests.Support;
using BidForge.Contracts;
using BidForge.Testing.Hosting;

namespace BidForge.Bids.Tests.Bidding;

public sealed class CutConnectionTests(Servers servers)
{
    [Fact]
    public async Task A_bidder_whose_connection_broke_after_sending_learns_the_outcome_by_sending_again()
    {
        var market = await Market.OpenAsync(servers.First);
        var settings = servers.Settings.ToDictionary(setting => setting.Key.Replace(":", "__", StringComparison.Ordinal), setting => setting.Value);
        // Its log tells the address.
        settings["Logging__LogLevel__Default"] = "Information";
        await using var service = await ServiceProcess.StartAsync("BidForge.Bids", settings);
        const int bidders = 40;
        await Parallel.ForAsync(0, bidders, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, token) =>
        {
            var bidder = Person.Of(CompanyKind.Subcontractor);
            var body = JsonSerializer.Serialize(Market.Bid(number + 1));
            // Cut while it travels, or once it is in and before the answer is heard: the sender can't tell.
            using (await SendAsync(service.Address, market.PackageId, servers.Issuer.Token(bidder), body, token))
                if (number % 2 is 0)
                    await Eventually.TrueAsync(async () => await servers.AskAsync<long>(
                        market, $"select count(*) from bids where package_id = $1 and bidder_id = '{bidder.CompanyId}'") is 1, "the bid is in", token);

            using var client = servers.Second.As(bidder);
            var answer = await client.WriteAsync(HttpMethod.Post, $"/packages/{market.PackageId}/bids", body, "cut").OkAsync();
            var again = await client.WriteAsync(HttpMethod.Post, $"/packages/{market.PackageId}/bids", body, "cut").OkAsync();
            Assert.Equal(answer.GetRawText(), again.GetRawText());
        });
        Assert.Equal((long)bidders, await servers.AskAsync<long>(market, "select count(*) from bids where package_id = $1"));
        Assert.Equal((long)bidders, await servers.AskAsync<long>(market, "select count(*) from bid_revisions where package_id = $1"));
    }

    /// <summary>A connection that, when it is disposed of, breaks without a word (RST).</summary>
    private static async Task<Socket> SendAsync(Uri address, Guid package, string token, string body, CancellationToken ct)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, LingerState = new(true, 0) };
        await socket.ConnectAsync(address.Host, address.Port, ct);
        await socket.SendAsync(Encoding.UTF8.GetBytes(
            $"POST /api/v1/packages/{package}/bids HTTP/1.1\r\nHost: bidforge\r\nAuthorization: Bearer {token}\r\nIdempotency-Key: cut\r\n"
            + $"Content-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}"), ct);
        return socket;
    }
}
