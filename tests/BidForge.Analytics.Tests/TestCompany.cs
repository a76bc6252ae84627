using System.Net.Http.Json;
using System.Text.Json;

namespace BidForge.Analytics.Tests;

/// <summary>A company and a client with a real token of its owner.</summary>
internal sealed record TestCompany(Guid Id, HttpClient Client)
{
    public Task<JsonElement> ContractorAsync() => ReadAsync("contractor");

    public Task<JsonElement> SubcontractorAsync() => ReadAsync("subcontractor");

    public Task<JsonElement> ReadAsync(string path) => Client.GetFromJsonAsync<JsonElement>(path, TestContext.Current.CancellationToken);

    /// <summary>The figures once they are as wanted.</summary>
    public async Task<JsonElement> ReadUntilAsync(string path, Func<JsonElement, bool> wanted)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var figures = await ReadAsync(path);
            if (wanted(figures))
                return figures;
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Eventually.Patience, $"After {Eventually.Patience} still: {figures}");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }
}
