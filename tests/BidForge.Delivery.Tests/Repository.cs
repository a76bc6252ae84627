namespace BidForge.Delivery.Tests;

/// <summary>The files that are tested, found from the running assembly.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Path(string relative) => System.IO.Path.Combine(Root, relative);

    public static string Read(string relative) => File.ReadAllText(Path(relative));

    /// <summary>Everything that serves: the web projects that are not tools or tests, as paths from the root.</summary>
    public static IEnumerable<string> Deployables() =>
        new[] { "gateway", "web", "services" }
            .SelectMany(folder => Directory.EnumerateFiles(Path(folder), "*.csproj", SearchOption.AllDirectories))
            .Where(project => File.ReadAllText(project).Contains("Microsoft.NET.Sdk.Web", StringComparison.Ordinal))
            .Select(project => System.IO.Path.GetRelativePath(Root, project))
            .Order(StringComparer.Ordinal);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "BidForge.sln")))
                return folder.FullName;
        throw new InvalidOperationException($"BidForge.sln is in no folder above {AppContext.BaseDirectory}.");
    }
}
