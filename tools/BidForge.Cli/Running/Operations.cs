namespace BidForge.Cli.Running;

/// <summary>Where to look for how the system is.</summary>
/// <param name="Status">How it stands, for everybody.</param>
/// <param name="System">Every replica with what it depends on, for administrators of the marketplace.</param>
/// <param name="Errors">Each kind of error and slow statement, counted, for the same.</param>
/// <param name="Metrics">Of the gateway, in Prometheus text, for this machine only; every other process has the same path at its own address.</param>
internal sealed record Operations(string Status, string System, string Errors, string Metrics)
{
    /// <param name="site">Empty where no gateway runs.</param>
    /// <returns>null where no gateway runs.</returns>
    public static Operations? Of(string site) =>
        site.Length is 0 ? null : new($"{site}/status", $"{site}/admin/system", $"{site}/admin/errors", $"{site}/metrics");
}
