using System.Diagnostics;
using System.Text.Json;
using BidForge.Monitoring.Tests.Support;
using BidForge.Testing.Hosting;

namespace BidForge.Monitoring.Tests.Logs;

/// <summary>What a process says on its console in production.</summary>
public sealed class ProductionLogTests(Marketplace marketplace)
{
    private static CancellationToken Cancel => Marketplace.Cancel;

    [Fact]
    public async Task Each_line_is_a_JSON_object_and_carries_the_trace_but_no_path_with_an_id()
    {
        await using var gateway = await ServiceProcess.StartAsync("BidForge.Gateway", new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["DOTNET_ENVIRONMENT"] = "Production",
            ["ConnectionStrings__redis"] = (await marketplace.App.GetConnectionStringAsync("redis", Cancel))!,
            ["services__bid__http__0"] = marketplace.App.GetEndpoint("bid").ToString(),
        }, cancellationToken: Cancel);
        using var http = gateway.CreateHttpClient();
        var (trace, id) = (ActivityTraceId.CreateRandom().ToHexString(), Guid.NewGuid());
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/packages/{id}/bids/mine");
        request.Headers.Add("traceparent", $"00-{trace}-00f067aa0ba902b7-01");
        using var answer = await http.SendAsync(request, Cancel);

        await Patiently.TrueAsync(() => Task.FromResult(gateway.Log.Contains("/bids/mine 401", StringComparison.Ordinal)), "the request is logged", Cancel);
        var lines = gateway.Log.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        var line = Assert.Single(lines, line => line.GetProperty("message").GetString()!.Contains("/bids/mine 401", StringComparison.Ordinal));
        Assert.Equal(trace, line.GetProperty("traceId").GetString());
        Assert.Equal("401", line.GetProperty("values").GetProperty("Status").GetString());
        Assert.All(lines, each => Assert.NotNull(each.GetProperty("level").GetString()));
        Assert.DoesNotContain(id.ToString(), gateway.Log, StringComparison.OrdinalIgnoreCase);
    }
}
