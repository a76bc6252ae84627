using System.Net.Sockets;
using System.Text.Json;
using BidForge.Demo.Api;
using BidForge.Load.Staging;
using BidForge.Load.Wire;

namespace BidForge.Load.Faults;

/// <summary>
/// A careful client: sends one request with the same key until it has an answer, whatever breaks in between, and writes down what it was told.
/// Most submit; some revise what they submitted, some withdraw it.
/// </summary>
internal sealed class Bidder(Uri gateway, Ledger ledger, DateTimeOffset giveUp) : IDisposable
{
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(10);

    private WireConnection? connection;

    public async Task BidAsync(long number, Trader bidder, Lot lot, CancellationToken ct)
    {
        var price = 10m + number % 9000 / 100m;
        if (await ActAsync("submitted", lot, price, "POST", $"/packages/{lot.Id}/bids", bidder.Token, null, lot.Bid.At(price), ct) is not { } bid)
            return;
        if (number % 6 is 1)
            await ActAsync("revised", lot, price + 0.5m, "PUT", $"/bids/{bid}", bidder.Token, 1, lot.Bid.At(price + 0.5m), ct);
        else if (number % 20 is 2)
            await ActAsync("withdrawn", lot, price, "POST", $"/bids/{bid}/withdraw", bidder.Token, 1, "", ct);
    }

    public void Dispose() => connection?.Dispose();

    private async Task<Guid?> ActAsync(
        string kind, Lot lot, decimal price, string method, string path, string token, int? version, string body, CancellationToken ct)
    {
        var request = WireRequest.Write(method, path, token, Guid.NewGuid().ToString(), version, body);
        for (var pause = TimeSpan.FromMilliseconds(50); TimeProvider.System.GetUtcNow() < giveUp; pause = TimeSpan.FromMilliseconds(Math.Min(pause.TotalMilliseconds * 2, 1000)))
        {
            ledger.Attempt();
            if (await TryAsync(request, ct) is { } answer)
            {
                if (answer.IsSuccess)
                    return Accept(kind, lot, price, answer.Json());
                ledger.Refuse(answer.Status, answer.Code());
                // A fault of a server is no answer to the question, and neither is "who are you?" to somebody with a good token.
                if (answer.Status is < 500 and not (401 or 429))
                    return null;
            }
            await Task.Delay(pause, ct);
        }
        ledger.GiveUp();
        return null;
    }

    private Guid Accept(string kind, Lot lot, decimal price, JsonElement body)
    {
        var bid = body.Get("bid");
        var act = new LedgerAct(bid.Id(), bid.Number("revision"), kind, body.Time("acceptedAt"), body.Time("dueAt"), bid.Money("total"),
            body.Get("receipt").Get("receipt").Text("documentHash"));
        if (act.Total != lot.Bid.TotalAt(price))
            throw new LoadFailure($"A bid came to {act.Total} there and to {lot.Bid.TotalAt(price)} here.");
        ledger.Accept(lot, act);
        return act.BidId;
    }

    /// <summary>null where the connection broke or nothing came in time.</summary>
    private async Task<WireAnswer?> TryAsync(byte[] request, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(AnswerWithin);
        try
        {
            connection ??= await WireConnection.OpenAsync(gateway, patience.Token);
            return await connection.SendAsync(request, patience.Token);
        }
        catch (Exception broken) when (broken is IOException or SocketException || broken is OperationCanceledException && !ct.IsCancellationRequested)
        {
            connection?.Dispose();
            connection = null;
            return null;
        }
    }
}
