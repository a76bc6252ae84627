using BidForge.AppHost.Native.Running;

namespace BidForge.Testing;

/// <summary>The broker of a run of many test projects.</summary>
internal static class SharedBroker
{
    // As in tools/BidForge.Cli/TestRuns/SharedBroker.cs.
    private const string Variable = "BIDFORGE_TEST_BROKER";

    /// <summary>Its address, with this project's virtual host, once it answers; null when there is none.</summary>
    public static async Task<string?> AddressAsync(CancellationToken cancellationToken)
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } folder)
            return null;
        SystemState? state;
        while ((state = SystemState.Read(Path.Combine(folder, "run"))) is not { SecondsToHealthy: not null })
            await Task.Delay(100, cancellationToken);
        return $"{state.Resources.Single().ConnectionStrings.Values.Single()}/{System.Reflection.Assembly.GetEntryAssembly()!.GetName().Name}";
    }
}
