using System.Net;
using BidForge.Gateway.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace BidForge.Gateway.Tests;

public sealed class BodyTests(Servers servers)
{
    private const int Half = 512 * 1024;

    [Fact]
    public async Task A_body_that_says_it_is_too_large_is_refused_unread()
    {
        await using var project = await Upstream.EchoAsync("project");
        await using var gateway = await Gateways.StartAsync(servers, [("project", project.Address)]);
        (await gateway.SendAsync(HttpMethod.Post, "/api/v1/projects", null, new ByteArrayContent(new byte[1024 * 1024 + 1]))).IsProblem(HttpStatusCode.RequestEntityTooLarge, "request.too-large");
        Assert.Equal(0, project.Requests);
    }

    [Fact]
    public async Task A_body_that_turns_out_too_large_is_refused_in_the_middle()
    {
        await using var project = await Upstream.StartAsync(context => context.Request.Body.CopyToAsync(Stream.Null));
        await using var gateway = await Gateways.StartAsync(servers, [("project", project.Address)]);
        // Over by one byte: what lay unread when the gateway hangs up would have the client see the connection end, and nothing else.
        var content = new ByteArrayContent(new byte[1024 * 1024 + 1]);
        (await gateway.SendAsync(HttpMethod.Post, "/api/v1/projects", null, content, ("Transfer-Encoding", "chunked"))).IsProblem(HttpStatusCode.RequestEntityTooLarge, "request.too-large");
    }

    [Fact]
    public async Task An_upload_may_be_large_up_to_its_own_limit()
    {
        var received = 0L;
        await using var file = await Upstream.StartAsync(async context =>
        {
            var buffer = new byte[81920];
            int read;
            while ((read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted)) > 0)
                received += read;
        });
        await using var gateway = await Gateways.StartAsync(servers, [("file", file.Address)], ("Limits__UploadBytes", "8000000"));
        Assert.Equal(HttpStatusCode.OK, (await gateway.SendAsync(HttpMethod.Post, "/api/v1/files?name=plan.pdf", null, new ByteArrayContent(new byte[7_000_000]))).Status);
        Assert.Equal(7_000_000, received);
        (await gateway.SendAsync(HttpMethod.Post, "/api/v1/files?name=plan.pdf", null, new ByteArrayContent(new byte[8_000_001]))).IsProblem(HttpStatusCode.RequestEntityTooLarge, "file.too-large");
    }

    [Fact]
    public async Task An_upload_reaches_the_service_while_it_is_still_being_sent()
    {
        var arrived = new TaskCompletionSource();
        await using var file = await Upstream.StartAsync(async context =>
        {
            await context.Request.Body.ReadExactlyAsync(new byte[Half / 2], context.RequestAborted);
            arrived.SetResult();
            await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        });
        await using var gateway = await Gateways.StartAsync(servers, [("file", file.Address)]);
        var reply = await gateway.SendAsync(HttpMethod.Post, "/api/v1/files", null, new HalfThenRest(arrived.Task));
        Assert.Equal(HttpStatusCode.OK, reply.Status);
    }

    /// <summary>Sends the second half only after the first was seen at the other end.</summary>
    private sealed class HalfThenRest(Task seen) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(new byte[Half]);
            await stream.FlushAsync();
            await seen.WaitAsync(Eventually.Patience);
            await stream.WriteAsync(new byte[Half]);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
