using System.Net;
using System.Net.Http.Headers;
using BidForge.Web.Api;
using BidForge.Web.Hosting;
using BidForge.Web.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BidForge.Web.Tests.Hosting;

/// <summary>What a reader gets for refusals that no page caught, over real HTTP.</summary>
public sealed class RefusalPagesTests : IAsyncLifetime
{
    private WebApplication _site = default!;
    private HttpClient _reader = default!;
    private Exception _failure = new InvalidOperationException();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddAuthentication(Tickets.Scheme).AddCookie();
        _site = builder.Build();
        _site.UseRefusalPages();
        _site.UseRouting();
        _site.UseAuthentication();
        _site.Map("/page", (HttpContext _) => { throw _failure; });
        // As the razor page does: routing sees the failed request's method before it is turned into a read.
        _site.MapMethods("/trouble", ["GET", "POST"], (HttpContext context) => $"trouble {context.Request.Method} {context.Response.StatusCode}");
        await _site.StartAsync(Cancel);
        _reader = new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new(_site.Urls.First()) };
    }

    public async ValueTask DisposeAsync()
    {
        _reader.Dispose();
        await _site.DisposeAsync();
    }

    [Fact]
    public async Task A_session_that_was_ended_leads_to_the_log_in_and_back()
    {
        _failure = Refused(401);
        using var answer = await _reader.GetAsync("/page?x=1", Cancel);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/login?returnUrl=%2Fpage%3Fx%3D1", answer.Headers.Location!.ToString());
    }

    [Theory]
    [InlineData(404)]
    [InlineData(403)]
    [InlineData(409)]
    [InlineData(503)]
    public async Task A_refusal_keeps_its_status_and_gets_a_page(int status)
    {
        _failure = Refused(status);
        using var answer = await _reader.GetAsync("/page", Cancel);
        Assert.Equal($"trouble GET {status}", await answer.Content.ReadAsStringAsync(Cancel));
        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task A_failed_form_post_gets_a_page_to_read_and_not_another_post()
    {
        _failure = Refused(413);
        using var answer = await _reader.PostAsync("/page", new StringContent("x"), Cancel);
        Assert.Equal("trouble GET 413", await answer.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task A_service_that_is_away_says_when_to_come_back()
    {
        _failure = new ApiException(new() { Status = 503, Code = "service.unavailable" }, TimeSpan.FromSeconds(4.2));
        using var answer = await _reader.GetAsync("/page", Cancel);
        Assert.Equal(new RetryConditionHeaderValue(TimeSpan.FromSeconds(5)), answer.Headers.RetryAfter);
    }

    [Fact]
    public async Task Sessions_that_can_not_be_read_are_a_pause_and_not_a_crash()
    {
        _failure = new TimeoutException("Redis did not answer");
        using var answer = await _reader.GetAsync("/page", Cancel);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
    }

    [Fact]
    public async Task An_address_that_is_not_there_gets_a_page_too()
    {
        using var answer = await _reader.GetAsync("/nowhere", Cancel);
        Assert.Equal("trouble GET 404", await answer.Content.ReadAsStringAsync(Cancel));
    }

    private static ApiException Refused(int status) => new(new() { Status = status, Code = "test" });
}
