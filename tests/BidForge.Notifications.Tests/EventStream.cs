using System.Runtime.CompilerServices;
using System.Text.Json;

namespace BidForge.Notifications.Tests;

/// <summary>Reads server-sent events as a browser would.</summary>
internal sealed class EventStream(HttpClient client, HttpResponseMessage response, StreamReader reader) : IDisposable
{
    public HttpResponseMessage Response => response;

    /// <summary>Comment lines seen so far.</summary>
    public int Comments { get; private set; }

    public static async Task<EventStream> OpenAsync(TestCompany company, int replica, string? lastEventId, CancellationToken cancellationToken)
    {
        var client = company.Client(replica);
        if (lastEventId is not null)
            client.DefaultRequestHeaders.TryAddWithoutValidation("Last-Event-ID", lastEventId);
        var response = await TestCompany.PatientlyAsync(
            () => client.GetAsync(new Uri("notifications/stream", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, cancellationToken), cancellationToken);
        response.EnsureSuccessStatusCode();
        var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        // The greeting; from here on nothing is missed.
        await reader.ReadLineAsync(cancellationToken);
        await reader.ReadLineAsync(cancellationToken);
        return new EventStream(client, response, reader);
    }

    /// <summary>Events until the stream ends.</summary>
    public async IAsyncEnumerable<(string Id, JsonElement Data)> EventsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string id = "", data = "";
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal))
                id = line[4..];
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
                data = line[6..];
            else if (line.StartsWith(':'))
                Comments++;
            else if (line.Length is 0 && data.Length > 0)
            {
                yield return (id, JsonSerializer.Deserialize<JsonElement>(data));
                data = "";
            }
        }
    }

    public async Task<List<(string Id, JsonElement Data)>> TakeAsync(int count, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Eventually.Patience);
        var taken = new List<(string, JsonElement)>();
        if (count is 0)
            return taken;
        await foreach (var item in EventsAsync(patience.Token))
        {
            taken.Add(item);
            if (taken.Count == count)
                break;
        }
        return taken;
    }

    public void Dispose()
    {
        reader.Dispose();
        response.Dispose();
        client.Dispose();
    }
}
