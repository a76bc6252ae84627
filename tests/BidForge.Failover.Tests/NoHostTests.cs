using System.Net;
using BidForge.ServiceDefaults.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace BidForge.Failover.Tests;

/// <summary>
/// Between the loss of a primary and the standby's promotion the driver knows for some seconds that none of a database's hosts will do, and refuses without asking any.
/// That is an outage as much as a host that refuses is.
/// </summary>
public sealed class NoHostTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_database_none_of_whose_hosts_will_do_is_503_with_Retry_After_also_when_none_is_asked_any_more()
    {
        await using var database = new NpgsqlDataSourceBuilder($"Host=127.0.0.1:{FreePort.Choose()},127.0.0.1:{FreePort.Choose()};Username=nobody").BuildMultiHost();
        var refusals = new List<string>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddBidForgeProblems();
        await using var app = builder.Build();
        app.UseExceptionHandler();
        app.MapGet("/", async () =>
        {
            try
            {
                await using var connection = await database.OpenConnectionAsync(TargetSessionAttributes.Primary, Cancel);
            }
            catch (NpgsqlException refusal)
            {
                refusals.Add(refusal.Message);
                throw;
            }
        });
        await app.StartAsync(Cancel);
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        for (var time = 0; time < 2; time++)
        {
            using var answer = await http.GetAsync("/", Cancel);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.NotNull(answer.Headers.RetryAfter);
        }
        // The driver says two different things, or this test is about nothing.
        Assert.Equal(2, refusals.Distinct().Count());
    }
}
