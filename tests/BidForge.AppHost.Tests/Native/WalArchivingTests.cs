using System.Diagnostics;
using BidForge.AppHost.Native.Running;

namespace BidForge.AppHost.Tests.Native;

public sealed class WalArchivingTests
{
    private const string Mark = "000000010000000000000002.00000028.backup";

    [Theory, InlineData(150), InlineData(300), InlineData(500)]
    public void A_long_folder_still_fits_into_the_command(int length)
    {
        var folder = "/" + new string('x', length - 1);
        Assert.True(Command(folder, $"pg_wal/{Mark}", Mark).Length <= WalArchiving.CommandLimit);
    }

    [Fact]
    public void A_longer_one_is_refused_by_its_name()
    {
        var folder = "/" + new string('x', 999);
        var refused = Assert.Throws<InvalidOperationException>(() => WalArchiving.Settings(folder));
        Assert.Contains(folder, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_there_already_is_only_taken_when_it_is_the_same()
    {
        var folder = Directory.CreateTempSubdirectory("bidforge 50%p ").FullName;
        try
        {
            var file = Path.Combine(folder, "its own");
            await File.WriteAllTextAsync(file, "one", TestContext.Current.CancellationToken);
            Assert.Equal(0, await RunAsync(Command(folder, file, Mark)));
            Assert.Equal("one", await File.ReadAllTextAsync(Path.Combine(folder, Mark), TestContext.Current.CancellationToken));
            Assert.Equal(0, await RunAsync(Command(folder, file, Mark)));
            await File.WriteAllTextAsync(file, "two", TestContext.Current.CancellationToken);
            Assert.NotEqual(0, await RunAsync(Command(folder, file, Mark)));
            Assert.Equal("one", await File.ReadAllTextAsync(Path.Combine(folder, Mark), TestContext.Current.CancellationToken));
            Assert.Equal(2, Directory.GetFiles(folder).Length);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // As PostgreSQL fills it in.
    private static string Command(string folder, string path, string name) => WalArchiving.Settings(folder).Last()["archive_command=".Length..]
        .Replace("%%", "\0", StringComparison.Ordinal).Replace("%p", path, StringComparison.Ordinal).Replace("%f", name, StringComparison.Ordinal).Replace("\0", "%", StringComparison.Ordinal);

    private static async Task<int> RunAsync(string command)
    {
        using var shell = Process.Start("sh", ["-c", command]);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        return shell.ExitCode;
    }
}
