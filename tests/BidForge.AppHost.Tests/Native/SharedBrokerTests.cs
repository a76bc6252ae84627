namespace BidForge.AppHost.Tests.Native;

/// <summary>A broker that runs already, for others besides.</summary>
public sealed class SharedBrokerTests
{
    private const string Elsewhere = "amqp://somebody@127.0.0.1:5672/mine";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_used_and_neither_started_nor_to_be_harmed_from_here()
    {
        var builder = Model.Create();
        builder.Configuration["broker"] = Elsewhere;
        var rabbitmq = builder.AddRabbitMQ("rabbitmq");
        builder.AddSink("sink").WithReference(rabbitmq).WaitFor(rabbitmq);
        await using var app = builder.Build();
        await app.StartAsync(Stop);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("sink", Stop);

        Assert.Equal(Elsewhere, await app.GetConnectionStringAsync("rabbitmq", Stop));
        Assert.Equal("sink", Assert.Single(app.Orchestrator.Instances).Resource.Name);
        await Assert.ThrowsAsync<InvalidOperationException>(() => app.KillResourceAsync("rabbitmq"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => app.StopResourceAsync("rabbitmq"));
    }
}
