namespace BidForge.AppHost.Tests.Native;

public sealed class LogFileTests
{
    [Fact]
    public async Task A_log_that_grows_too_large_is_moved_aside_and_goes_on()
    {
        var folder = Directory.CreateTempSubdirectory("bidforge-log").FullName;
        var path = Path.Combine(folder, "it.log");
        using (var log = new LogFile(path))
        {
            await log.PumpAsync(new MemoryStream(new byte[11 * 1024 * 1024]));
            log.WriteLine("after");
        }

        Assert.InRange(new FileInfo(path + ".1").Length, 10 * 1024 * 1024, 11 * 1024 * 1024);
        Assert.EndsWith("after\n", LogFile.Tail(path, 10));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void A_log_is_its_owner_s_to_read()
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.log");
        using (new LogFile(path))
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        File.Delete(path);
    }
}
