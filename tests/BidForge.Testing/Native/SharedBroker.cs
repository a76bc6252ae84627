using BidForge.AppHost.Native.Running;

namespace BidForge.Testing;

/// <summary>The broker of a run of many test projects.</summary>
internal static class SharedBroker
{
    // As in tools/BidForge.Cli/TestRuns/SharedBroker.cs.
    private const string Variable = "BIDFORGE_TEST_BROKER";

    /// <summary>Its address, with this project's virtual host, once it answers; null when there is none.</summary>
    /// <exception cref="TimeoutException">It does not answer.</exception>
    public static async Task<string?> AddressAsync(CancellationToken cancellationToken)
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } folder)
            return null;
        SystemState? state;
        try
        {
            while ((state = SystemState.Read(Path.Combine(folder, "run"))) is not { SecondsToHealthy: not null })
                await Task.Delay(100, cancellationToken);
        }
        catch (OperationCanceledException late)
        {
            throw new TimeoutException($"The broker of this run does not answer: see {Path.Combine(folder, "logs")}.", late);
        }
        return $"{state.Resources.Single().ConnectionStrings.Values.Single()}/{System.Reflection.Assembly.GetEntryAssembly()!.GetName().Name}";
    }
}
