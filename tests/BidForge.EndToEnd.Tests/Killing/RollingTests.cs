using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Aspire.Hosting.Testing;
using BidForge.Demo.Api;
using BidForge.EndToEnd.Tests.Support;
using BidForge.Testing.Marketplace;

namespace BidForge.EndToEnd.Tests.Killing;

/// <summary>What a roll-out does to the replicas of a service, one after the other, while people work.</summary>
public sealed class RollingTests(Marketplace marketplace, ITestOutputHelper output)
{
    private const int Phase = 40;

    // Requests at every moment of a stop and a start, and processor time left for the replica that starts.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(60);

    private readonly ConcurrentBag<string> failures = [];
    private int answered;

    [Fact]
    public async Task No_request_fails_while_replicas_are_stopped_and_started_one_after_the_other()
    {
        var ct = TestContext.Current.CancellationToken;
        await marketplace.UntilHealthyAsync(ct);
        var gateway = marketplace.App.GetEndpoint("gateway");
        var deal = await SealedProject.CreateAsync(gateway, ct);
        var other = await Company.RegisterAsync(gateway, "subcontractor", ct);
        await SealedProject.InviteAsync(deal.Contractor, deal.PackageId, other, ct);
        var otherBid = (await SealedProject.SubmitAsync(other, deal.PackageId, deal.LineId, 11m, ct)).Get("bid").Id();

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        using var http = new HttpClient { BaseAddress = gateway };
        Task[] working =
        [
            ReadAsync(deal.Bidder, deal.BidId), ReadAsync(other, otherBid),
            ReviseAsync(deal.Bidder, deal.BidId), ReviseAsync(other, otherBid),
        ];
        foreach (var replica in new[] { 1, 0 })
        {
            await HandledAsync(replica);
            await marketplace.App.StopReplicaAsync("bid", replica);
            await MoreAsync();
            await marketplace.App.StartReplicaAsync("bid", replica, ct);
            await HandledAsync(replica);
        }
        await MoreAsync();
        await stop.CancelAsync();
        await Task.WhenAll(working);
        output.WriteLine($"{answered} requests answered, {failures.Count} failed");
        Assert.Empty(failures);

        Task ReadAsync(Company reader, Guid bid) => AgainAndAgainAsync(async () =>
            await AnsweredAsync(await Company.CallAsync(http, reader.Owner, HttpMethod.Get, $"/api/v1/bids/{bid}", null, ct)) is not null);

        async Task ReviseAsync(Company bidder, Guid bid)
        {
            var version = (await bidder.Api.GetAsync($"/bids/{bid}", ct)).Number("version");
            await AgainAndAgainAsync(async () =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/bids/{bid}") { Content = JsonContent.Create(SealedProject.Bid(deal.LineId, 10m + version)) };
                request.Headers.Authorization = new("Bearer", bidder.Owner);
                request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
                request.Headers.IfMatch.Add(new($"\"{version}\""));
                if (await AnsweredAsync(await http.SendAsync(request, ct)) is not { } acceptance)
                    return false;
                version = acceptance.Get("bid").Number("version");
                return true;
            });
        }

        // One that failed ends: what it wrote is not known, and one failure is too many.
        async Task AgainAndAgainAsync(Func<Task<bool>> once)
        {
            try
            {
                while (!stop.IsCancellationRequested && await once())
                    await Task.Delay(Pause, ct);
            }
            catch (HttpRequestException failure)
            {
                failures.Add(failure.Message);
            }
        }

        async Task<JsonElement?> AnsweredAsync(HttpResponseMessage answer)
        {
            using (answer)
            {
                var text = await answer.Content.ReadAsStringAsync(ct);
                if (!answer.IsSuccessStatusCode)
                {
                    failures.Add($"{answer.RequestMessage!.Method}: {(int)answer.StatusCode} {text}");
                    return null;
                }
                Interlocked.Increment(ref answered);
                return JsonElement.Parse(text);
            }
        }

        async Task MoreAsync()
        {
            var before = Volatile.Read(ref answered);
            await UntilAsync(() => Task.FromResult(Volatile.Read(ref answered) >= before + Phase), "requests are answered");
        }

        async Task HandledAsync(int replica)
        {
            using var direct = new HttpClient { BaseAddress = marketplace.App.GetReplicaEndpoint("bid", replica) };
            await UntilAsync(async () => Handled(await direct.GetStringAsync("/metrics", ct)) > 0, $"replica {replica} handles requests");
        }

        Task UntilAsync(Func<Task<bool>> holds, string what) => Eventually.TrueAsync(async () => !failures.IsEmpty || await holds(), what, ct);
    }

    /// <summary>Requests about bids that a process has answered since it was started.</summary>
    private static double Handled(string metrics) => metrics.Split('\n')
        .Where(line => line.StartsWith("http_request_duration_seconds_count{", StringComparison.Ordinal) && line.Contains("/bids/", StringComparison.Ordinal))
        .Sum(line => double.Parse(line.Split("} ")[1].Split(' ')[0], CultureInfo.InvariantCulture));
}
