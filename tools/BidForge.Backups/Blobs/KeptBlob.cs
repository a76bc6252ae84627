using System.Globalization;
using BidForge.Backups.Places;

namespace BidForge.Backups.Blobs;

/// <summary>A blob in the mirror. Its file is named by all of this, so a listing says it, and a file opens only under it.</summary>
/// <param name="Name">In the place that it is a copy from.</param>
/// <param name="Size">Bytes there.</param>
/// <param name="WrittenAt">There, to the millisecond.</param>
public sealed record KeptBlob(string Name, long Size, DateTimeOffset WrittenAt)
{
    internal const string Folder = "blobs/kept/";

    // Less than all that names are made of: files lie in the order of the names alone.
    internal const char Separator = '!';

    private const string Time = "yyyyMMdd'T'HHmmssfff'Z'";
    private const int LongestName = 800;

    internal string File => Folder + Key;

    internal string Key => string.Create(CultureInfo.InvariantCulture, $"{Name}{Separator}{Size}{Separator}{Write(WrittenAt)}");

    internal static KeptBlob Of(PlacedFile file) => new(file.Name, file.Size, Read(Write(file.WrittenAt)) ?? file.WrittenAt);

    /// <exception cref="BackupFailure">It is no key of a blob.</exception>
    internal static KeptBlob Parse(string key) =>
        key.Split(Separator) is [var name, var size, var time] && long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) && Read(time) is { } written
            ? new KeptBlob(name, bytes, written)
            : throw new BackupFailure($"{Folder}{key} is no name of a blob in a mirror.");

    /// <summary>Names of blobs and archives are plain: nothing else has its place in the order of the files, and in a folder.</summary>
    internal static bool CanBeNamed(string name) => name.Length <= LongestName && name.All(letter => letter is > Separator and <= '~' and not '\\')
        && name.Split('/').All(part => part is not ("" or "." or ".."));

    internal static string Write(DateTimeOffset time) => time.UtcDateTime.ToString(Time, CultureInfo.InvariantCulture);

    internal static DateTimeOffset? Read(string time) =>
        DateTimeOffset.TryParseExact(time, Time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var read) ? read : null;
}
