using System.Text;

namespace BidForge.Monitoring.Tests.Secrecy.Dump;

/// <summary>Reads every byte of every file, as a thief of the disks would.</summary>
internal static class Folders
{
    private const int Block = 4 << 20;

    /// <returns>What was found where, one entry per file; looked for as it is asked for.</returns>
    public static IEnumerable<string> Search(IEnumerable<string> folders, Needles needles)
    {
        var files = folders.SelectMany(folder => Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = false }))
            // The app host holds it, and it is empty.
            .Where(file => !file.EndsWith("/run/lock", StringComparison.Ordinal)).Distinct();
        return files.Select(file => SearchFile(file, needles) is { } found ? $"{file}: {found}" : null).OfType<string>();
    }

    private static string? SearchFile(string path, Needles needles)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            var bytes = new byte[Block];
            var text = new char[Block];
            var kept = 0;
            for (int read; (read = file.Read(bytes, kept, Block - kept)) > 0;)
            {
                var length = kept + read;
                Encoding.Latin1.GetChars(bytes.AsSpan(0, length), text);
                if (needles.FindIn(text.AsSpan(0, length)) is { } found)
                    return found;
                // What begins at the end of a block goes on in the next.
                kept = Math.Min(length, needles.Longest);
                bytes.AsSpan(length - kept, kept).CopyTo(bytes);
            }
            return null;
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            // A server's temporary file.
            return null;
        }
    }
}
