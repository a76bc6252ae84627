namespace BidForge.AppHost.Native.Running;

/// <summary>Where the source tree and its build output are, found from the running assembly.</summary>
internal static class Repository
{
    private static readonly string Base = AppContext.BaseDirectory.TrimEnd('/');

    public static string Root { get; } = FindRoot();

    /// <summary>The assembly of a project, built in the same configuration as the running one.</summary>
    public static string Output(string project) => Path.Combine(Root, "artifacts", "bin", project, Path.GetFileName(Base), project + ".dll");

    public static string FromAppHost(string path) => Path.GetFullPath(Path.Combine(Root, "AppHost", path));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(Base); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "BidForge.sln")))
                return folder.FullName;
        throw new InvalidOperationException($"BidForge.sln is in no folder above {Base}.");
    }
}
