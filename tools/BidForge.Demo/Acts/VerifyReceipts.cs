using System.Text.Json;
using BidForge.Demo.Api;
using BidForge.Demo.Cast;
using BidForge.Ledger;

namespace BidForge.Demo.Acts;

/// <summary>10: each bidder checks, with nothing but the public keys, what it was given when it bid; and after opening that the root counts it.</summary>
internal static class VerifyReceipts
{
    public static async Task PlayAsync(Act act, CancellationToken ct)
    {
        var keys = JsonSerializer.Deserialize<ReceiptKeys>(await act.World.Players[0].Api.DownloadAsync("/receipts/keys", ct), LedgerJson.Options)!;
        var (receipts, proofs) = (0, 0);
        await act.EachAsync(act.World.Packages, async (package, token) =>
        {
            var opened = package.Project.Role.Stage is not Stage.Bidding;
            var root = opened ? await package.Contractor.Api.DownloadAsync($"/packages/{package.Id}/opening/root", token) : null;
            foreach (var bid in package.Bids.Values)
            {
                var api = bid.Bidder.Api;
                var findings = ReceiptCheck.Run(
                    keys, bid.Receipt, await api.DownloadAsync($"/bids/{bid.Id}/document", token),
                    opened ? (ReadOnlyMemory<byte>?)await api.DownloadAsync($"/bids/{bid.Id}/proof", token) : null, root is null ? null : (ReadOnlyMemory<byte>?)root);
                if (findings.FirstOrDefault(finding => finding.Fault is not null) is { } wrong)
                    throw new DemoFailure($"The receipt of {bid.Bidder.Role.Name} on {package} does not hold. {wrong.What}: {wrong.Fault}");
                Interlocked.Increment(ref receipts);
                if (opened)
                    Interlocked.Increment(ref proofs);
            }
        }, ct);
        act.Log.Say($"{receipts} receipts hold with the bids that they are for; {proofs} are proven to be under the roots of their openings");
    }
}
