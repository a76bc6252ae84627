using System.Text.Json;
using BidForge.Monitoring.Tests.Support;
using BidForge.ServiceDefaults.Health;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BidForge.Monitoring.Tests.Health;

/// <summary>What /health of a running process says.</summary>
public sealed class HealthTests(Marketplace marketplace)
{
    [Theory]
    [InlineData("bid", "shards bidcatalog rabbitmq redis disk memory")]
    [InlineData("notification", "notification rabbitmq redis disk memory")]
    [InlineData("gateway", "auth project bid notification analytics file web redis disk memory")]
    public async Task It_names_each_dependency_with_its_time_and_how_full_disk_and_memory_are(string service, string names)
    {
        using var http = marketplace.App.CreateHttpClient(service);
        // Whatever the status: a dependency that answers late just now is named all the same.
        using var answer = await http.GetAsync(new Uri("/health", UriKind.Relative), Marketplace.Cancel);
        using var page = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Marketplace.Cancel));
        var checks = page.RootElement.GetProperty("checks");
        foreach (var name in names.Split(' '))
        {
            Assert.True(checks.TryGetProperty(name, out var check), $"{name} is missing in {checks}");
            Assert.True(check.GetProperty("milliseconds").GetDouble() >= 0);
        }
        foreach (var name in new[] { "disk", "memory" })
            Assert.InRange(checks.GetProperty(name).GetProperty("usedPercent").GetDouble(), 0, 100);
    }

    [Theory]
    [InlineData(89, HealthStatus.Healthy)]
    [InlineData(90, HealthStatus.Degraded)]
    [InlineData(100, HealthStatus.Degraded)]
    public void What_is_nearly_full_is_degraded_and_still_answers(int used, HealthStatus status)
    {
        var result = Usage.Of(used, 100, 90, "Nearly full.");
        Assert.Equal(status, result.Status);
        Assert.Equal((double)used, result.Data[Usage.Percent]);
    }
}
