using System.IO.Compression;
using System.Net;
using BidForge.Gateway.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace BidForge.Gateway.Tests;

public sealed class AnswerTests(Servers servers)
{
    [Theory]
    [InlineData("/")]
    [InlineData("/api/v1/trades")]
    [InlineData("/api/v1/bids")]
    [InlineData("/api/v9")]
    [InlineData("/alive")]
    public async Task Every_answer_tells_the_browser_what_to_refuse(string path)
    {
        await using var web = await Upstream.EchoAsync("web");
        await using var project = await Upstream.EchoAsync("project");
        await using var gateway = await Gateways.StartAsync(servers, [("web", web.Address), ("project", project.Address)]);
        var reply = await gateway.GetAsync(path);
        Assert.Equal(
            "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'",
            reply.Header("Content-Security-Policy"));
        Assert.StartsWith("max-age=63072000", reply.Header("Strict-Transport-Security"));
        Assert.Equal("nosniff", reply.Header("X-Content-Type-Options"));
        Assert.Equal("strict-origin-when-cross-origin", reply.Header("Referrer-Policy"));
        Assert.Equal("same-origin", reply.Header("Cross-Origin-Opener-Policy"));
        Assert.Contains("camera=()", reply.Header("Permissions-Policy"));
        Assert.Null(reply.Header("Server"));
    }

    [Fact]
    public async Task A_stricter_policy_of_a_service_stays()
    {
        await using var file = await Upstream.StartAsync(context =>
        {
            context.Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
            return context.Response.WriteAsync("content");
        });
        await using var gateway = await Gateways.StartAsync(servers, [("file", file.Address)]);
        Assert.Equal("sandbox; default-src 'none'", (await gateway.GetAsync("/api/v1/files/1/content")).Header("Content-Security-Policy"));
    }

    [Fact]
    public async Task Pages_of_other_sites_may_call_the_api_if_they_are_named_and_never_the_site()
    {
        await using var project = await Upstream.EchoAsync("project");
        await using var web = await Upstream.EchoAsync("web");
        await using var gateway = await Gateways.StartAsync(servers, [("project", project.Address), ("web", web.Address)], ("Cors__Origins__0", "https://partner.example"));
        var preflight = await gateway.SendAsync(
            HttpMethod.Options, "/api/v1/projects", null, null, ("Origin", "https://partner.example"), ("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "authorization"));
        Assert.Equal((HttpStatusCode.NoContent, "https://partner.example"), (preflight.Status, preflight.Header("Access-Control-Allow-Origin")));
        Assert.Equal("https://partner.example", (await gateway.GetAsync("/api/v1/trades", null, ("Origin", "https://partner.example"))).Header("Access-Control-Allow-Origin"));
        Assert.Null((await gateway.GetAsync("/api/v1/trades", null, ("Origin", "https://stranger.example"))).Header("Access-Control-Allow-Origin"));
        Assert.Null((await gateway.GetAsync("/", null, ("Origin", "https://partner.example"))).Header("Access-Control-Allow-Origin"));
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task Text_that_is_worth_it_is_compressed_and_the_rest_is_not(string coding)
    {
        var text = string.Concat(Enumerable.Repeat("bid forge ", 1000));
        await using var project = await Upstream.StartAsync(context =>
        {
            context.Response.ContentType = context.Request.Query["type"];
            return context.Response.WriteAsync(context.Request.Query.ContainsKey("short") ? "short" : text);
        });
        await using var gateway = await Gateways.StartAsync(servers, [("project", project.Address)]);
        using var http = gateway.CreateHttpClient();
        http.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Encoding", coding);

        using var json = await http.GetAsync("/api/v1/projects?type=application/json", Servers.Ct);
        Assert.Equal([coding], json.Content.Headers.ContentEncoding);
        var body = await json.Content.ReadAsStreamAsync(Servers.Ct);
        using var reader = new StreamReader(coding is "br" ? new BrotliStream(body, CompressionMode.Decompress) : new GZipStream(body, CompressionMode.Decompress));
        Assert.Equal(text, await reader.ReadToEndAsync(Servers.Ct));

        using var image = await http.GetAsync("/api/v1/projects?type=image/png", Servers.Ct);
        Assert.Empty(image.Content.Headers.ContentEncoding);
    }

    [Fact]
    public async Task Events_arrive_while_the_stream_is_open_and_uncompressed()
    {
        var next = new SemaphoreSlim(0);
        await using var notification = await Upstream.StartAsync(async context =>
        {
            context.Response.ContentType = "text/event-stream";
            for (var number = 1; ; number++)
            {
                await context.Response.WriteAsync($"id: {number}\ndata: hello\n\n", context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
                await next.WaitAsync(context.RequestAborted);
            }
        });
        await using var gateway = await Gateways.StartAsync(servers, [("notification", notification.Address)]);
        using var http = gateway.CreateHttpClient();
        http.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Encoding", "br, gzip");
        using var stream = await http.GetAsync("/api/v1/notifications/stream", HttpCompletionOption.ResponseHeadersRead, Servers.Ct);
        Assert.Empty(stream.Content.Headers.ContentEncoding);
        using var reader = new StreamReader(await stream.Content.ReadAsStreamAsync(Servers.Ct));
        for (var number = 1; number <= 3; number++)
        {
            Assert.Equal($"id: {number}", await reader.ReadLineAsync(Servers.Ct).AsTask().WaitAsync(Eventually.Patience, Servers.Ct));
            await reader.ReadLineAsync(Servers.Ct);
            await reader.ReadLineAsync(Servers.Ct);
            next.Release();
        }
    }
}
