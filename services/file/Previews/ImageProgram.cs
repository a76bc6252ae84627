using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;

namespace BidForge.Files.Previews;

/// <summary>
/// Runs the program that decodes what strangers uploaded: one process per image, which knows no setting of this one, is held to its time and memory, and
/// opens no file and no connection once it reads. Whatever an image does to it, this process gets a JPEG or nothing.
/// </summary>
internal sealed partial class ImageProgram(IOptions<PreviewOptions> options, ILogger<ImageProgram> logger)
{
    /// <summary>Bytes of the largest answer; 1200 by 800 pixels of noise are one million.</summary>
    public const int LargestPreview = 4 * 1024 * 1024;

    // Its exit codes.
    private const int Refused = 2;
    private const int Unconfined = 70;

    // The runtime that runs this, wherever it lies.
    private static readonly string Runtime = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));

    private readonly PreviewOptions options = options.Value;

    /// <param name="image">Read to its end, or to where the program stops listening.</param>
    /// <param name="cancellationToken">Kills the process.</param>
    /// <exception cref="InvalidOperationException">The kernel does not let it give up its rights; it has read nothing.</exception>
    public async Task<Outcome> RunAsync(Stream image, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var process = Process.Start(How())!;
        // Killed, it closes its pipes, and that ends everything below.
        await using var killing = limit.Token.Register(() => Kill(process));
        limit.CancelAfter(options.Timeout);
        var preview = ReadAsync(process.StandardOutput.BaseStream, limit);
        var errors = process.StandardError.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
        var ended = process.WaitForExitAsync(CancellationToken.None);
        using var listening = CancellationTokenSource.CreateLinkedTokenSource(limit.Token);
        var feeding = FeedAsync(image, process.StandardInput.BaseStream, listening.Token);
        if (await Task.WhenAny(feeding, ended) == ended)
            await listening.CancelAsync();
        try
        {
            await feeding;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // It listens no more: it has ended, or it was killed.
        }
        finally
        {
            await Task.WhenAll(preview, errors, ended);
        }
        cancellationToken.ThrowIfCancellationRequested();
        if (process.ExitCode is Unconfined)
            throw new InvalidOperationException("Images are not looked at where the kernel has no seccomp filters.");
        if (process.ExitCode is 0 && await preview is { Length: > 0 } made)
            return new(made, IsFinal: true);
        if (process.ExitCode is not Refused)
            Ended(logger, process.ExitCode, limit.IsCancellationRequested);
        // Told to end, it may still come to say that what it had so far is no image.
        return new(null, process.ExitCode is Refused && !limit.IsCancellationRequested);
    }

    /// <param name="Preview">null when there is none: the image is damaged, too large, or took too much time or memory.</param>
    /// <param name="IsFinal">False where the image may not be to blame: the program was killed or did not come to an end, which a busy machine does too.</param>
    public readonly record struct Outcome(byte[]? Preview, bool IsFinal);

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended meanwhile.
        }
    }

    private static async Task FeedAsync(Stream image, Stream program, CancellationToken cancellationToken)
    {
        await using (program)
        {
            var chunk = new byte[64 * 1024];
            while (await image.ReadAsync(chunk, cancellationToken) is > 0 and var read)
            {
                try
                {
                    await program.WriteAsync(chunk.AsMemory(0, read), cancellationToken);
                }
                catch (IOException)
                {
                    // It has seen enough.
                    return;
                }
            }
        }
    }

    private static async Task<byte[]?> ReadAsync(Stream program, CancellationTokenSource limit)
    {
        using var preview = new MemoryStream();
        var chunk = new byte[64 * 1024];
        while (await program.ReadAsync(chunk, CancellationToken.None) is > 0 and var read)
        {
            if (preview.Length + read > LargestPreview)
            {
                await limit.CancelAsync();
                return null;
            }
            preview.Write(chunk, 0, read);
        }
        return preview.ToArray();
    }

    private ProcessStartInfo How()
    {
        var bytes = options.Megabytes * 1024L * 1024;
        var seconds = (long)Math.Ceiling(options.Timeout.TotalSeconds);
        var how = new ProcessStartInfo(Runtime)
        {
            ArgumentList = { options.Program, Text(options.MaximumPixels), Text(bytes), Text(seconds) },
            WorkingDirectory = Path.GetDirectoryName(options.Program),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Settings of this process are secrets, or of no use to that one.
        how.Environment.Clear();
        how.Environment["DOTNET_EnableDiagnostics"] = "0";
        how.Environment["DOTNET_gcServer"] = "0";
        how.Environment["DOTNET_GCHeapHardLimit"] = "0x2000000";
        // A line for every row that is damaged.
        how.Environment["VIPS_WARNING"] = "0";
        return how;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    [LoggerMessage(Level = LogLevel.Warning, Message = "An image ended the program that makes previews: exit code {ExitCode}, killed for its time or size: {Killed}")]
    private static partial void Ended(ILogger logger, int exitCode, bool killed);
}
