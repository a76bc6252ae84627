using System.Globalization;

namespace Aspire.Hosting.Testing;

/// <summary>Reads an app host's description, for a run with throw-away data on free ports.</summary>
public static class DistributedApplicationTestingBuilder
{
    private const string Prefix = "bidforge-test-";

    public static Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(CancellationToken cancellationToken = default)
        where TEntryPoint : class => CreateAsync<TEntryPoint>([], cancellationToken);

    public static async Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(string[] args, CancellationToken cancellationToken = default)
        where TEntryPoint : class
    {
        DeleteWhatKilledRunsLeft();
        var folder = Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment.ProcessId}-{Guid.NewGuid():N}"));
        DistributedApplicationBuilder? builder = null;
        DistributedApplication.Described.Value = described => builder = described;
        try
        {
            var entry = typeof(TEntryPoint).Assembly.EntryPoint ?? throw new InvalidOperationException($"{typeof(TEntryPoint)} is not in a program.");
            string[] settings = ["--state-dir", folder, "--throwaway", "true", "--port", "0", .. args];
            if (entry.Invoke(null, [settings]) is Task running)
                await running.WaitAsync(cancellationToken);
        }
        finally
        {
            DistributedApplication.Described.Value = null;
        }

        return new TestingBuilder(builder ?? throw new InvalidOperationException("The program ended without running an application."));
    }

    private static void DeleteWhatKilledRunsLeft()
    {
        foreach (var folder in Directory.EnumerateDirectories(Path.GetTempPath(), Prefix + "*"))
        {
            var owner = Path.GetFileName(folder)[Prefix.Length..].Split('-')[0];
            if (Directory.Exists($"/proc/{owner}"))
                continue;
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (Exception other) when (other is IOException or UnauthorizedAccessException)
            {
                // Another run is deleting it, or it is another user's.
            }
        }
    }

    private sealed class TestingBuilder(DistributedApplicationBuilder builder) : IDistributedApplicationTestingBuilder
    {
        public IList<IResource> Resources => builder.Resources;

        public Microsoft.Extensions.Configuration.ConfigurationManager Configuration => builder.Configuration;

        public Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default) => Task.FromResult(builder.Build());

        public IResourceBuilder<T> CreateResourceBuilder<T>(string name) where T : IResource =>
            new ResourceBuilder<T>(builder, builder.Resources.OfType<T>().Single(r => r.Name == name));
    }
}

/// <summary>A described application that a test may change before it is built.</summary>
public interface IDistributedApplicationTestingBuilder
{
    IList<IResource> Resources { get; }

    Microsoft.Extensions.Configuration.ConfigurationManager Configuration { get; }

    Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default);

    /// <summary>To say more of a described resource.</summary>
    IResourceBuilder<T> CreateResourceBuilder<T>(string name) where T : IResource;
}
