using Aspire.Hosting.Testing;
using BidForge.Files.Tests.Support;
using BidForge.Testing.S3;

[assembly: AssemblyFixture(typeof(Servers))]

namespace BidForge.Files.Tests.Support;

/// <summary>
/// The servers, the auth service that gives real tokens, an S3 server, and a bus to tell and hear events on. The file service itself runs in this process,
/// once per blob store, as replicas on one database.
/// </summary>
public sealed class Servers() : RunningSystem("auth", "postgres", "rabbitmq", "redis")
{
    private readonly List<FileService> services = [];
    private string database = "";

    internal S3Server S3 { get; private set; } = null!;

    internal TestBus Bus { get; private set; } = null!;

    internal FileService Local { get; private set; } = null!;

    internal FileService OnS3 { get; private set; } = null!;

    /// <summary>Takes files of 64 KiB at most.</summary>
    internal FileService Small { get; private set; } = null!;

    internal string Database => database;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        database = await CreateDatabaseAsync();
        S3 = await S3Server.StartAsync();
        Local = await StartAsync([]);
        OnS3 = await StartAsync(S3.Settings());
        Small = await StartAsync([new("Uploads:MaximumSize", "65536")]);
        Bus = await TestBus.StartAsync((await App.GetConnectionStringAsync("rabbitmq"))!);
    }

    /// <summary>Another replica of the file service, with its own blob directory unless <paramref name="settings"/> say otherwise.</summary>
    internal async Task<FileService> StartAsync(IEnumerable<KeyValuePair<string, string>> settings)
    {
        var blobs = Directory.CreateTempSubdirectory("bidforge-blobs-").FullName;
        var service = new FileService(
        [
            new("ConnectionStrings:file", database),
            new("ConnectionStrings:rabbitmq", (await App.GetConnectionStringAsync("rabbitmq"))!),
            new("ConnectionStrings:redis", (await App.GetConnectionStringAsync("redis"))!),
            // The bus of the tests publishes past any outbox: the queue must be there once the service has started.
            new("Messaging:StartWaitSeconds", "60"),
            new("services:auth:http:0", App.GetEndpoint("auth").ToString()),
            new("Blobs:Directory", blobs),
            new("Messaging:SealKeys", "of the tests' bus: sealed for 32 characters or more"),
            new("Attachments:SealKeys", "of the tests: sealed for 32 characters or more"),
            .. settings,
        ], blobs);
        services.Add(service);
        service.StartServer();
        return service;
    }

    public override async ValueTask DisposeAsync()
    {
        if (Bus is not null)
            await Bus.DisposeAsync();
        foreach (var service in services)
            await service.DisposeAsync();
        if (S3 is not null)
            await S3.DisposeAsync();
        await base.DisposeAsync();
    }
}
