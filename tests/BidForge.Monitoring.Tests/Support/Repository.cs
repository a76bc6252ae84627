namespace BidForge.Monitoring.Tests.Support;

/// <summary>The files that are tested.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string Rules => Path.Combine(Root, "k8s", "components", "monitoring", "rules");

    public static string Dashboards => Path.Combine(Root, "k8s", "components", "monitoring", "dashboards");

    public static string Runbooks => Path.Combine(Root, "docs", "runbooks");

    public static string Cases => Path.Combine(Root, "tests", "BidForge.Monitoring.Tests", "Rules", "Cases");

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "BidForge.sln")) ? folder : Find(Path.GetDirectoryName(folder.TrimEnd('/')) ?? throw new InvalidOperationException("No BidForge.sln above the tests."));
}
