namespace BidForge.Backups.Blobs;

/// <summary>That a kept blob is no longer where it is a copy from.</summary>
/// <param name="Blob">Which.</param>
/// <param name="NoticedAt">When a run missed it: it went before that, and after the run before.</param>
public sealed record GoneMark(KeptBlob Blob, DateTimeOffset NoticedAt)
{
    internal const string Folder = "blobs/gone/";

    internal string File => $"{Folder}{Blob.Key}{KeptBlob.Separator}{KeptBlob.Write(NoticedAt)}";

    /// <exception cref="BackupFailure">It is no key of a mark.</exception>
    internal static GoneMark Parse(string key) => key.LastIndexOf(KeptBlob.Separator) is var end and > 0 && KeptBlob.Read(key[(end + 1)..]) is { } noticed
        ? new GoneMark(KeptBlob.Parse(key[..end]), noticed)
        : throw new BackupFailure($"{Folder}{key} is no name of a mark in a mirror.");
}
