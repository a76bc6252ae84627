using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BidForge.Messaging.Tests.Support;

/// <summary>A service on the bus, as Program.cs would make it, in this process.</summary>
public sealed class Service : IAsyncDisposable
{
    private readonly IHost _host;

    private Service(IHost host, string name) => (_host, Name) = (host, name);

    public string Name { get; }

    public IServiceProvider Services => _host.Services;

    public static async Task<Service> StartAsync(
        Servers servers,
        Database? database,
        Action<MessagingBuilder> configure,
        string? name = null,
        Action<IServiceCollection>? services = null,
        string? subscribers = null,
        string? sealKeys = null,
        int startWaitSeconds = 60,
        Dictionary<string, string?>? settings = null)
    {
        name ??= $"t{Guid.NewGuid():n}";
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:rabbitmq"] = servers.RabbitMq,
            ["ConnectionStrings:db"] = database?.ConnectionString,
            ["Messaging:RestSeconds:0"] = "1",
            // Its queue is there once it has started: another service's event would pass it by else.
            ["Messaging:StartWaitSeconds"] = $"{startWaitSeconds}",
            ["Messaging:Subscribers"] = subscribers,
            ["Messaging:SubscriberWaitSeconds"] = "600",
            ["Messaging:SealKeys"] = sealKeys,
        });
        if (settings is not null) builder.Configuration.AddInMemoryCollection(settings);
        builder.Logging.AddSimpleConsole().SetMinimumLevel(LogLevel.Warning);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = Eventually.Patience);
        builder.Services.AddSingleton<Behaviour>();
        if (database is not null) builder.Services.AddDbContext<TestDb>(options => options.UseNpgsql(database.ConnectionString));
        services?.Invoke(builder.Services);
        builder.AddMessaging(name, configure);
        var host = builder.Build();
        await host.StartAsync();
        return new Service(host, name);
    }

    public Behaviour Behaviour => Services.GetRequiredService<Behaviour>();

    public async Task UseAsync(Func<TestDb, Task> work)
    {
        await using var scope = Services.CreateAsyncScope();
        await work(scope.ServiceProvider.GetRequiredService<TestDb>());
    }

    /// <summary>Writes a note's event in one transaction.</summary>
    public async Task<Guid> PublishAsync(string text = "hello")
    {
        var id = Guid.CreateVersion7();
        await UseAsync(async db =>
        {
            db.AddEvent(new NoteWritten(id, text, 12.3400m, Weather.HeavyRain));
            await db.SaveChangesAsync();
        });
        return id;
    }

    public Task<HealthReport> HealthAsync() => Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();

    public Task StopAsync() => _host.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
