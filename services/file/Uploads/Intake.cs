using System.Buffers;
using System.IO.Pipelines;
using System.Security.Cryptography;
using BidForge.Files.Blobs;
using BidForge.Files.Sniffing;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BidForge.Files.Uploads;

/// <summary>What came in: its length and hash, or why it was refused.</summary>
internal sealed record Received(long Size, byte[] Sha256, ProblemHttpResult? Refusal)
{
    public static implicit operator Received(ProblemHttpResult refusal) => new(0, [], refusal);
}

/// <summary>Reads one body, chunk by chunk: counts, hashes, sniffs and hands on, and stops at the first thing that is wrong.</summary>
/// <param name="type">What the file claims to be.</param>
/// <param name="limit">Bytes of the largest file taken.</param>
internal sealed class Intake(FileType type, long limit) : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ContentProbe probe = new(type);
    private long size;

    /// <param name="body">The request's body.</param>
    /// <param name="blob">Where the bytes go; null to look at them only.</param>
    /// <param name="cancellationToken">Ends it when the client has gone.</param>
    /// <exception cref="BadHttpRequestException">The body ended before its announced length.</exception>
    public async Task<Received> ReadAsync(PipeReader body, IBlobUpload? blob, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var read = await body.ReadAsync(cancellationToken);
                try
                {
                    if (await TakeAsync(read.Buffer, blob, cancellationToken) is { } refusal)
                        return refusal;
                }
                finally
                {
                    body.AdvanceTo(read.Buffer.End);
                }
                if (read.IsCompleted)
                    return End();
            }
        }
        catch (BadHttpRequestException fault) when (fault.StatusCode is StatusCodes.Status413PayloadTooLarge)
        {
            return FileProblems.TooLarge(limit);
        }
    }

    public void Dispose() => hash.Dispose();

    private async Task<ProblemHttpResult?> TakeAsync(ReadOnlySequence<byte> bytes, IBlobUpload? blob, CancellationToken cancellationToken)
    {
        size += bytes.Length;
        if (size > limit)
            return FileProblems.TooLarge(limit);
        foreach (var chunk in bytes)
        {
            hash.AppendData(chunk.Span);
            if (probe.Add(chunk.Span) is { } refusal)
                return FileProblems.Of(refusal);
            if (blob is not null)
                await blob.WriteAsync(chunk, cancellationToken);
        }
        return null;
    }

    private Received End()
    {
        if (size is 0)
            return FileProblems.Empty();
        return probe.Finish() is { } wrong ? FileProblems.Of(wrong) : new Received(size, hash.GetHashAndReset(), null);
    }
}
