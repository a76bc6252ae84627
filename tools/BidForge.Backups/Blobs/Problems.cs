using System.Text.Json;
using Amazon.Runtime;

namespace BidForge.Backups.Blobs;

/// <summary>What went wrong with single files, while the others go on: all of it counted, the first hundred told.</summary>
internal sealed class Problems
{
    public const int Told = 100;

    private readonly List<string> told = [];

    public int Count { get; private set; }

    public IReadOnlyList<string> List
    {
        get
        {
            lock (told)
                return [.. told];
        }
    }

    public int Add(string problem)
    {
        lock (told)
        {
            if (told.Count < Told)
                told.Add(problem);
            return ++Count;
        }
    }

    /// <summary>True when it worked.</summary>
    public async Task<bool> TryAsync(Func<Task> work)
    {
        try
        {
            await work();
            return true;
        }
        catch (Exception failure) when (failure is BackupFailure or IOException or InvalidDataException or UnauthorizedAccessException or JsonException or HttpRequestException or AmazonClientException)
        {
            Add(failure.Message);
            return false;
        }
    }
}
