using System.Reflection.PortableExecutable;

namespace BidForge.AppHost.Tests.Cli;

public sealed class CompiledAheadTests
{
    [Theory]
    [InlineData("BidForge.Auth", "Npgsql.dll")]
    [InlineData("BidForge.Bids", "MassTransit.dll")]
    [InlineData("BidForge.Gateway", "Yarp.ReverseProxy.dll")]
    [InlineData("BidForge.Cli", "Spectre.Console.dll")]
    public void What_was_compiled_ahead_is_what_a_program_is_built_with(string program, string package)
    {
        var here = AppContext.BaseDirectory.TrimEnd('/');
        var artifacts = Path.GetFullPath(Path.Combine(here, "..", "..", ".."));
        var used = Path.Combine(artifacts, "bin", program, Path.GetFileName(here), package);
        // A build without ./bidforge, or where the compiler can't be had, takes packages as they come.
        var ahead = Directory.Exists(Path.Combine(artifacts, "ahead")) && Directory.EnumerateFiles(Path.Combine(artifacts, "ahead"), package, SearchOption.AllDirectories).Any();
        using var file = new PEReader(File.OpenRead(used));
        Assert.Equal(ahead, file.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0);
    }
}
