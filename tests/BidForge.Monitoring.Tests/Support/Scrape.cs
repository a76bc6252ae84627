namespace BidForge.Monitoring.Tests.Support;

/// <summary>Asks a process for its metrics as Prometheus does.</summary>
internal static class Scrape
{
    public const string Text = "text/plain";
    public const string OpenMetrics = "application/openmetrics-text; version=1.0.0";

    public static async Task<(string ContentType, string Text)> Async(HttpClient http, string accept, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.TryAddWithoutValidation("Accept", accept);
        using var response = await http.SendAsync(request, ct);
        response.EnsureSuccessStatusCode();
        return (response.Content.Headers.ContentType!.ToString(), await response.Content.ReadAsStringAsync(ct));
    }

    /// <summary>Every series: name and labels, without its value.</summary>
    public static List<string> Series(string text) =>
        [.. text.Split('\n').Where(line => line.Length > 0 && line[0] is not '#').Select(line => line[..line.LastIndexOf(' ')])];
}
