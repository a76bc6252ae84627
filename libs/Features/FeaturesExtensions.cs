using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.FeatureManagement;

namespace BidForge.Features;

public static class FeaturesExtensions
{
    /// <summary>
    /// Adds the file that <c>Features:File</c> names to the settings: read again within seconds when it changes, absent when there are no rules.
    /// One that is broken at start ends the start; one that breaks later counts as no rules until it is mended.
    /// </summary>
    public static void AddFeatureFile(this IConfigurationManager configuration)
    {
        if (configuration["Features:File"] is not { Length: > 0 } path || Path.GetDirectoryName(Path.GetFullPath(path)) is not { } folder || !Directory.Exists(folder))
            return;
        var started = false;
        configuration.AddJsonFile(file =>
        {
            // Looked at and not listened for: a mounted file is swapped by a link, and the folder may hold much else that changes all the time.
            file.FileProvider = new PhysicalFileProvider(folder) { UsePollingFileWatcher = true, UseActivePolling = true };
            file.Path = Path.GetFileName(path);
            file.Optional = true;
            file.ReloadOnChange = true;
            file.OnLoadException = fault => fault.Ignore = started;
        });
        started = true;
    }

    /// <summary>Registers <see cref="FeatureSwitches"/> over the section <c>FeatureManagement</c> (or <c>feature_management</c>, Microsoft's own schema).</summary>
    public static IServiceCollection AddFeatures(this IServiceCollection services)
    {
        services.AddFeatureManagement();
        services.AddSingleton<FeatureSwitches>();
        return services;
    }
}
