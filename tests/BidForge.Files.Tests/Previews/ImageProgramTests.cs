using System.ComponentModel.DataAnnotations;
using System.Diagnostics;
using BidForge.Files.Previews;
using BidForge.Files.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace BidForge.Files.Tests.Previews;

/// <summary>Looks for the one process there is: no other test has one then.</summary>
[CollectionDefinition(nameof(ImageProgramTests), DisableParallelization = true)]
public sealed class OneImageAtATime;

/// <summary>What the process that decodes strangers' images is given, and what becomes of one that does not end.</summary>
[Collection(nameof(ImageProgramTests))]
public sealed class ImageProgramTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_given_no_setting_of_the_service_and_is_held_to_its_limits()
    {
        Environment.SetEnvironmentVariable("BIDFORGE_OF_THE_TESTS", "a secret");
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var running = Program(TimeSpan.FromSeconds(30)).RunAsync(new EndlessImage(), leaving.Token);
        var id = await ChildProcesses.TheOneAsync(Cancel);

        var names = ChildProcesses.Read(id, "environ").Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(entry => entry.Split('=')[0]);
        Assert.Equal(["DOTNET_EnableDiagnostics", "DOTNET_GCHeapHardLimit", "DOTNET_gcServer", "VIPS_WARNING"], names.Order(StringComparer.Ordinal));
        Assert.DoesNotContain("secret", ChildProcesses.Read(id, "cmdline"));
        Assert.Matches(@"Max data size +201326592 +201326592 ", ChildProcesses.Read(id, "limits"));
        // A filter on its system calls is in force, and can't be shaken off.
        Assert.Matches(@"NoNewPrivs:\t1\n", ChildProcesses.Read(id, "status"));
        Assert.Matches(@"Seccomp:\t2\n", ChildProcesses.Read(id, "status"));
        Assert.Matches(@"Max cpu time +30 +30 ", ChildProcesses.Read(id, "limits"));

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Empty(ChildProcesses.OfImages());
    }

    [Fact]
    public async Task One_that_takes_too_long_is_killed_and_there_is_no_preview()
    {
        // It may be the machine that is slow: that is not held against the picture for good.
        Assert.Equal((null, false), await MakeAsync(TimeSpan.FromSeconds(1), new EndlessImage()));
        Assert.Empty(ChildProcesses.OfImages());
    }

    [Fact]
    public async Task One_that_crashes_costs_its_preview_and_nothing_else()
    {
        var program = Program(TimeSpan.FromSeconds(30));
        var running = program.RunAsync(new EndlessImage(), Cancel);
        using (var process = Process.GetProcessById(await ChildProcesses.TheOneAsync(Cancel)))
            process.Kill();
        var crashed = await running.WaitAsync(Eventually.Patience, Cancel);
        Assert.Equal((null, false), (crashed.Preview, crashed.IsFinal));
        Assert.NotNull((await program.RunAsync(new MemoryStream(Pictures.Png(40, 30)), Cancel)).Preview);
        Assert.Equal((null, true), await MakeAsync(TimeSpan.FromSeconds(60), new MemoryStream("no picture"u8.ToArray())));
    }

    [Fact]
    public async Task A_blob_store_that_fails_meanwhile_is_not_the_images_fault() =>
        await Assert.ThrowsAsync<IOException>(() => Program(TimeSpan.FromSeconds(30)).RunAsync(new EndlessImage(new IOException("gone")), Cancel));

    [Fact]
    public void A_service_that_came_without_it_does_not_start() =>
        Assert.Single(new PreviewOptions { Program = "/nowhere" }.Validate(new ValidationContext(new object())));

    private static async Task<(byte[]?, bool)> MakeAsync(TimeSpan timeout, Stream image)
    {
        var (preview, isFinal) = await Program(timeout).RunAsync(image, Cancel);
        return (preview, isFinal);
    }

    private static ImageProgram Program(TimeSpan timeout) =>
        new(Options.Create(new PreviewOptions { Timeout = timeout }), NullLogger<ImageProgram>.Instance);

    /// <summary>Begins as a picture and never goes on, or fails then.</summary>
    private sealed class EndlessImage(Exception? fault = null) : MemoryStream
    {
        private bool begun;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (begun && fault is not null)
                throw fault;
            if (begun)
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            begun = true;
            Samples.Png.AsMemory(0, 20).CopyTo(buffer);
            return 20;
        }
    }
}
