using System.Net.Http.Json;
using System.Text.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using BidForge.Projects.Tests.Support;
using Npgsql;

[assembly: AssemblyFixture(typeof(Services))]

namespace BidForge.Projects.Tests.Support;

/// <summary>Two replicas of the project service with the real auth service, PostgreSQL, RabbitMQ and Redis, once for all tests here.</summary>
public sealed class Services() : RunningSystem("auth", "project")
{
    private NpgsqlDataSource? database;

    public HttpClient Auth { get; private set; } = null!;

    public HttpClient Project { get; private set; } = null!;

    public HttpClient OtherReplica { get; private set; } = null!;

    /// <summary>The project service's own database: to let time pass for a package, and to look at what is stored.</summary>
    public NpgsqlDataSource Database => database!;

    public EventTap Events { get; private set; } = null!;

    // A Redis that is slow is not away: without it, what is cached here and removed there would hang on a quarter of a second.
    protected override void Configure(IDistributedApplicationTestingBuilder builder) =>
        builder.CreateResourceBuilder<ProjectResource>("project").WithReplicas(2).WithEnvironment("Caching__RedisTimeoutMilliseconds", "3000");

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Auth = App.CreateHttpClient("auth");
        Project = App.CreateHttpClient("project");
        await HearsAsync();
        OtherReplica = new() { BaseAddress = App.GetReplicaEndpoint("project", 1) };
        database = NpgsqlDataSource.Create((await App.GetConnectionStringAsync("project-db"))!);
        Events = await EventTap.OpenAsync((await App.GetConnectionStringAsync("rabbitmq"))!);
    }

    /// <summary>The tap publishes past any outbox, which would wait for the service's queue: it must be there, and the service is healthy without the bus, too.</summary>
    private async Task HearsAsync() => await Eventually.TrueAsync(
        async () =>
        {
            using var answer = await Project.GetAsync("/health");
            var health = await answer.Content.ReadFromJsonAsync<JsonElement>();
            return health.GetProperty("checks").GetProperty("rabbitmq").GetProperty("status").GetString() is "healthy";
        },
        "the service has its queue", CancellationToken.None);

    public override async ValueTask DisposeAsync()
    {
        if (Environment.GetEnvironmentVariable("BIDFORGE_TEST_LOG") is { } file)
            await File.WriteAllTextAsync(file, App.LogOf("project"));
        if (Events is not null)
            await Events.DisposeAsync();
        if (database is not null)
            await database.DisposeAsync();
        await base.DisposeAsync();
    }

    public async Task ExecuteAsync(string sql, params object[] parameters)
    {
        await using var command = Database.CreateCommand(sql);
        foreach (var parameter in parameters)
            command.Parameters.Add(new() { Value = parameter });
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Sets a due time that no caller could: the past.</summary>
    public Task LetDueTimePassAsync(Guid packageId) =>
        ExecuteAsync("update packages set due_at = clock_timestamp() - interval '1 second' where id = $1", packageId);
}
