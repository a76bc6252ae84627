using BidForge.Web.Api;
using BidForge.Web.Api.Models;

namespace BidForge.Web.Text;

/// <summary>The trades, read from the API and kept for a while: they change with releases only.</summary>
internal sealed class TradeList(IServiceScopeFactory scopes, TimeProvider clock)
{
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(10);
    private volatile Snapshot _snapshot = new([], DateTimeOffset.MinValue);

    public async ValueTask<Trades> GetAsync(CancellationToken cancellationToken)
    {
        var snapshot = _snapshot;
        if (snapshot.Until > clock.GetUtcNow()) return new(snapshot.List);
        await using var scope = scopes.CreateAsyncScope();
        try
        {
            var trades = await scope.ServiceProvider.GetRequiredService<Gateway>().GetAsync<Many<Trade>>("/trades", cancellationToken);
            _snapshot = snapshot = new(trades.Data, clock.GetUtcNow() + Life);
        }
        catch (ApiException)
        {
            // Codes are readable by themselves: an old list, or none, is better than no page.
        }

        return new(snapshot.List);
    }

    private sealed record Snapshot(IReadOnlyList<Trade> List, DateTimeOffset Until);
}

public sealed class Trades(IReadOnlyList<Trade> list)
{
    public string Name(string code) => list.FirstOrDefault(trade => trade.Code == code)?.Name ?? code;

    public IReadOnlyList<Choice> Choices { get; } = [.. list.Select(trade => new Choice(trade.Code, trade.Name))];
}
