using System.Text;
using System.Text.Json;
using RabbitMQ.Client;

namespace BidForge.AppHost.Tests.Cli;

public sealed class ErrorQueueTests(RunningCli cli)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_failed_message_is_listed_without_its_content_and_moved_back_without_its_faults()
    {
        var address = SystemState.Read(Path.Combine(cli.Folder, "run"))!.Resources.Single(r => r.Name == "rabbitmq").ConnectionStrings["rabbitmq"];
        await using var connection = await new ConnectionFactory { Uri = new Uri(address) }.CreateConnectionAsync(Stop);
        await using var channel = await connection.CreateChannelAsync(
            new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), Stop);
        foreach (var queue in new[] { "mail", "mail_error" })
            await channel.QueueDeclareAsync(queue, true, false, false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" }, cancellationToken: Stop);
        var properties = new BasicProperties
        {
            MessageId = "0192", Persistent = true,
            Headers = new Dictionary<string, object?>
            {
                ["MT-Fault-ExceptionType"] = "System.TimeoutException", ["MT-Fault-Message"] = "too slow", ["BidForge-Rests"] = 3, ["traceparent"] = "00-abc",
            },
        };
        await channel.BasicPublishAsync("", "mail_error", true, properties, "price: 1000"u8.ToArray(), Stop);

        var (_, listed, _) = await RunningCli.RunAsync("errors", "list", "--json", "--state-dir", cli.Folder);
        using var queues = JsonDocument.Parse(listed);
        var message = queues.RootElement[0].GetProperty("messages")[0];
        Assert.Equal("too slow", message.GetProperty("message").GetString());
        Assert.DoesNotContain("price", listed);

        // What was listed goes back to its place once the broker has noticed that who took it is gone.
        await Eventually.TrueAsync(async () => await channel.MessageCountAsync("mail_error", Stop) is 1, "the message is in its place", Stop);
        var (code, moved, _) = await RunningCli.RunAsync("errors", "replay", "mail", "--json", "--state-dir", cli.Folder);
        Assert.Equal(0, code);
        Assert.Contains("\"mail_error\": 1", moved);
        var back = await channel.BasicGetAsync("mail", autoAck: true, Stop);
        Assert.Equal("price: 1000", Encoding.UTF8.GetString(back!.Body.Span));
        Assert.Equal("0192", back.BasicProperties.MessageId);
        Assert.Equal(["traceparent"], back.BasicProperties.Headers!.Keys.Where(k => !k.StartsWith("x-", StringComparison.Ordinal)));
        Assert.Equal(0u, await channel.MessageCountAsync("mail_error", Stop));
    }

    [Fact]
    public async Task By_a_broker_of_ones_own_what_nobody_took_is_listed_too_and_moved_back()
    {
        var address = SystemState.Read(Path.Combine(cli.Folder, "run"))!.Resources.Single(r => r.Name == "rabbitmq").ConnectionStrings["rabbitmq"];
        await using var connection = await new ConnectionFactory { Uri = new Uri(address) }.CreateConnectionAsync(Stop);
        await using var channel = await connection.CreateChannelAsync(new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), Stop);
        foreach (var queue in new[] { "file", "file_skipped" })
            await channel.QueueDeclareAsync(queue, true, false, false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" }, cancellationToken: Stop);
        await channel.BasicPublishAsync("", "file_skipped", true, new BasicProperties { MessageId = "0193", Persistent = true }, "a kind of tomorrow"u8.ToArray(), Stop);
        var given = new Dictionary<string, string> { ["ConnectionStrings__rabbitmq"] = address };
        var nowhere = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"));

        var (listing, listed, said) = await RunningCli.RunAsync(given, "errors", "list", "--json", "--state-dir", nowhere);
        Assert.True(listing is 0, said);
        Assert.Contains("file_skipped", listed);
        await Eventually.TrueAsync(async () => await channel.MessageCountAsync("file_skipped", Stop) is 1, "the message is in its place", Stop);
        var (code, moved, _) = await RunningCli.RunAsync(given, "errors", "replay", "file", "--json", "--state-dir", nowhere);

        Assert.Equal(0, code);
        Assert.Contains("\"file_skipped\": 1", moved);
        Assert.Equal("0193", (await channel.BasicGetAsync("file", autoAck: true, Stop))!.BasicProperties.MessageId);
        (code, _, said) = await RunningCli.RunAsync(new Dictionary<string, string> { ["ConnectionStrings__rabbitmq"] = "here" }, "errors", "list", "--state-dir", nowhere);
        Assert.Equal(1, code);
        Assert.Contains("amqp://", said);
    }
}
