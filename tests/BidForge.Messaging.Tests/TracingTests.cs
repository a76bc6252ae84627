using System.Diagnostics;
using BidForge.Messaging.Tests.Support;

namespace BidForge.Messaging.Tests;

public sealed class TracingTests(Servers servers)
{
    [Fact]
    public async Task One_trace_goes_from_the_request_through_two_services()
    {
        using var recording = Record();
        await using var firstDatabase = await servers.CreateDatabaseAsync(MessagingSchema.Sql);
        await using var secondDatabase = await servers.CreateDatabaseAsync(MessagingSchema.Sql);
        await using var first = await Service.StartAsync(servers, firstDatabase, bus => bus.UseDatabase<TestDb>("db").Handle<NoteWritten, NoteHandler>());
        await using var second = await Service.StartAsync(servers, secondDatabase, bus => bus.UseDatabase<TestDb>("db").Handle<NoteCopied, CopyHandler>());

        using var request = new Activity("request").Start();
        await first.PublishAsync();
        request.Stop();

        await Eventually.TrueAsync(async () => await secondDatabase.CountAsync("notes") == 1, "the second service handled what the first one published", TestContext.Current.CancellationToken);
        Assert.Equal(request.TraceId.ToString(), Assert.Single(await firstDatabase.ListAsync<string>("select trace from notes")));
        Assert.Equal(request.TraceId.ToString(), Assert.Single(await secondDatabase.ListAsync<string>("select trace from notes")));
    }

    private static ActivityListener Record()
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "MassTransit" or "BidForge.Messaging",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
