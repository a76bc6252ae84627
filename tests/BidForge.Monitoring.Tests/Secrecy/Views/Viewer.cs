using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.RegularExpressions;

namespace BidForge.Monitoring.Tests.Secrecy.Views;

/// <summary>Somebody who looks at everything that answers.</summary>
internal sealed partial class Viewer(Uri gateway, string name, string? token) : IDisposable
{
    // They tell of the request or of the moment, not of what was asked for.
    private static readonly string[] OfTheMoment = ["Date", "X-Trace-Id", "RateLimit", "RateLimit-Policy"];

    private readonly HttpClient http = new() { BaseAddress = gateway };

    /// <summary>By request, the whole answer: status, headers (entity tags among them) and body, without what tells of the moment only.</summary>
    /// <param name="targets">What to ask for.</param>
    /// <param name="guess">Blanked in both.</param>
    /// <param name="ct">Gives up.</param>
    public async Task<SortedDictionary<string, string>> LookAsync(IEnumerable<(HttpMethod Method, string Path)> targets, Guess guess, CancellationToken ct)
    {
        var seen = new SortedDictionary<string, string>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(targets, new ParallelOptions { MaxDegreeOfParallelism = 6, CancellationToken = ct }, async (target, token) =>
        {
            var answer = await AskAsync(target.Method, target.Path, guess, token);
            lock (seen)
                seen[guess.Blank($"{name}: {target.Method} {target.Path}")] = answer;
        });
        return seen;
    }

    public void Dispose() => http.Dispose();

    private async Task<string> AskAsync(HttpMethod method, string path, Guess guess, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, path);
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (method == HttpMethod.Post)
            request.Content = JsonContent.Create(new { reason = "The people are gone for good", bidId = guess.BidId, showRanks = false });
        using var answer = await http.SendAsync(request, ct);
        var headers = answer.Headers.Concat(answer.Content.Headers).Where(header => !OfTheMoment.Contains(header.Key)).OrderBy(header => header.Key, StringComparer.Ordinal)
            .Select(header => $"{header.Key}: {string.Join(", ", header.Value)}");
        var body = OwnRequests().Replace(TheMoment().Replace(await answer.Content.ReadAsStringAsync(ct), "$1"), "");
        return guess.Blank($"{(int)answer.StatusCode}\n{string.Join('\n', headers)}\n\n{body}");
    }

    [GeneratedRegex("(\"(?:traceId|serverTime)\":\"|It is )[-0-9a-fTZ:.+]+")]
    private static partial Regex TheMoment();

    // Of its own usage: a company's requests become more by each look. Bids and bytes stay, and are compared.
    [GeneratedRegex("\"requests\":(?:\\d+|\\{[^}]*\\})|\\{\"month\":\"[-0-9]+\",\"requests\":\\d+,\"bids\":0,\"storageBytes\":0\\}")]
    private static partial Regex OwnRequests();
}
