using System.Globalization;
using Npgsql;

namespace BidForge.Testing;

/// <summary>
/// The described system, or a part of it, running with throw-away data on free ports: the fixture of a test assembly.
/// Derive from it to say which part: <c>public sealed class Servers() : RunningSystem("postgres", "rabbitmq", "redis");</c>
/// </summary>
public abstract class RunningSystem : Xunit.IAsyncLifetime
{
    private readonly string[] only;
    private DistributedApplication? app;

    /// <param name="only">Resources of AppHost/Program.cs to run, with what they wait for; none means all of it.</param>
    protected RunningSystem(params string[] only) => this.only = only;

    /// <summary>The running application: addresses, connection strings, and trouble on purpose.</summary>
    public DistributedApplication App => app ?? throw new InvalidOperationException("The system is not running: the fixture has not been initialised.");

    /// <summary>Settings of AppHost/Program.cs, such as <c>--shards 3</c>.</summary>
    protected virtual string[] Arguments => [];

    /// <summary>Whether a broker will do that other test projects use, too; not where it is stopped, killed or looked into.</summary>
    protected virtual bool SharesBroker => true;

    /// <summary>Starts the system and waits until every part of it is healthy.</summary>
    public virtual async ValueTask InitializeAsync()
    {
        using var patience = new CancellationTokenSource(Eventually.Patience);
        app = await StartedSystem.StartAsync(only, SharesBroker, Arguments, builder =>
        {
            // Hundreds of companies register in a minute of tests: a slow hash of each password would be most of what the auth service does.
            builder.CreateResourceBuilder<ProjectResource>("auth").WithEnvironment("Auth__Passwords__IterationCount", "1000");
            Configure(builder);
        }, patience.Token);
    }

    /// <summary>The connection string of a database, made for one test or class: nobody else's data is in it.</summary>
    /// <param name="server">postgres, postgres1, ...</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<string> CreateDatabaseAsync(string server = "postgres", CancellationToken cancellationToken = default)
    {
        var address = await App.GetConnectionStringAsync(server, cancellationToken);
        var name = string.Create(CultureInfo.InvariantCulture, $"test_{Guid.NewGuid():N}");
        await using var connection = new NpgsqlConnection($"{address};Database=postgres;Pooling=false");
        await connection.OpenAsync(cancellationToken);
        await using var create = new NpgsqlCommand($"create database {name} strategy file_copy", connection);
        await create.ExecuteNonQueryAsync(cancellationToken);
        return $"{address};Database={name}";
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (app is null)
            return;
        // Into the log of the test project, whose end is shown when a test failed.
        foreach (var complaint in app.ComplaintsOf())
            Console.WriteLine(complaint);
        await app.DisposeAsync();
    }

    /// <summary>Says more of the description before it runs, such as two replicas of a service.</summary>
    protected virtual void Configure(IDistributedApplicationTestingBuilder builder)
    {
    }
}
