namespace BidForge.Cli.Running;

/// <summary>Reads a log that is being written and, when it has grown too large, moved aside.</summary>
internal sealed class LogTail(string path, string prefix)
{
    private long position;
    private string unfinished = "";

    public void PrintLast(int lines)
    {
        foreach (var line in ReadNew().TakeLast(lines))
            Console.WriteLine(prefix + line);
    }

    public void PrintNew()
    {
        foreach (var line in ReadNew())
            Console.WriteLine(prefix + line);
    }

    private string[] ReadNew()
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            // Shorter than before: it was moved aside and begun anew.
            stream.Position = position = stream.Length < position ? 0 : position;
            var text = unfinished + new StreamReader(stream).ReadToEnd();
            position = stream.Position;
            var lines = text.Split('\n');
            unfinished = lines[^1];
            return lines[..^1];
        }
        catch (FileNotFoundException)
        {
            return [];
        }
    }
}
