using System.Net;
using BidForge.Web.Api;
using BidForge.Web.Api.Models;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace BidForge.Web.Tests.Api;

/// <summary>The client over real HTTP, against answers as the contract words them.</summary>
public sealed class GatewayTests : IAsyncLifetime
{
    private WebApplication _server = default!;
    private Func<HttpContext, Task> _answer = _ => Task.CompletedTask;
    private Gateway _gateway = default!;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.Run(context => _answer(context));
        await _server.StartAsync(TestContext.Current.CancellationToken);
        _gateway = new(new() { BaseAddress = new(_server.Urls.First()) });
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_write_carries_its_key_and_the_version_it_was_rendered_from()
    {
        string? key = null, version = null;
        _answer = context =>
        {
            (key, version) = (context.Request.Headers["Idempotency-Key"], context.Request.Headers.IfMatch);
            context.Response.StatusCode = 204;
            return Task.CompletedTask;
        };
        await _gateway.SendAsync(HttpMethod.Put, "/projects/1", new { name = "x" }, new("k-1", 7), TestContext.Current.CancellationToken);
        Assert.Equal(("k-1", "\"7\""), (key, version));
    }

    [Fact]
    public async Task A_refusal_keeps_its_code_fields_and_extensions()
    {
        _answer = context => Problem(context, 409, """
            {"title":"Too late","status":409,"code":"bid.deadline-passed","receivedAt":"2027-01-15T20:00:00.001Z","rule":"before","errors":{"lines[0].unitPrice":["x"]}}
            """);
        var refusal = await Assert.ThrowsAsync<ApiException>(() => _gateway.GetAsync<Bid>("/bids/1", TestContext.Current.CancellationToken));
        Assert.Equal("bid.deadline-passed", refusal.Problem.Code);
        Assert.Equal(new DateTimeOffset(2027, 1, 15, 20, 0, 0, 1, TimeSpan.Zero), refusal.Problem.Instant("receivedAt"));
        Assert.Equal("before", refusal.Problem.Text("rule"));
        Assert.Equal(["x"], refusal.Problem.Errors!["lines[0].unitPrice"]);
    }

    [Fact]
    public async Task Not_there_is_none_and_so_is_a_listed_refusal()
    {
        _answer = context => Problem(context, 404, """{"status":404,"code":"bid.not-found"}""");
        Assert.Null(await _gateway.FindAsync<Bid>("/x", TestContext.Current.CancellationToken));
        _answer = context => Problem(context, 409, """{"status":409,"code":"package.not-opened"}""");
        Assert.Null(await _gateway.FindAsync<Spread>("/x", TestContext.Current.CancellationToken, "package.not-opened"));
    }

    [Fact]
    public async Task An_answer_that_is_no_problem_document_is_still_a_refusal_with_its_status()
    {
        _answer = context => { context.Response.StatusCode = 502; return context.Response.WriteAsync("<html>bad gateway</html>"); };
        var refusal = await Assert.ThrowsAsync<ApiException>(() => _gateway.GetAsync<Bid>("/x", TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.BadGateway, refusal.Status);
        Assert.True(refusal.Unavailable);
    }

    [Fact]
    public async Task A_gateway_that_is_away_is_unavailable_and_not_a_crash()
    {
        await _server.StopAsync(TestContext.Current.CancellationToken);
        var refusal = await Assert.ThrowsAsync<ApiException>(() => _gateway.GetAsync<Bid>("/x", TestContext.Current.CancellationToken));
        Assert.True(refusal.Unavailable);
    }

    [Fact]
    public void Empty_parts_of_a_query_are_left_out_and_the_rest_is_escaped() =>
        Assert.Equal(
            "/companies?query=a%26b&kind=subcontractor&withinKm=12.5",
            new Query("/companies").Add("query", "a&b").Add("trade", " ").Add("kind", CompanyKind.Subcontractor).Add("withinKm", 12.5).ToString());

    private static Task Problem(HttpContext context, int status, string json)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/problem+json";
        return context.Response.WriteAsync(json);
    }
}
