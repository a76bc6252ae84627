using System.Text;

namespace BidForge.AppHost.Native.Running;

/// <summary>A resource's log: appended to, and moved aside to <c>.1</c> when it has grown too large.</summary>
internal sealed class LogFile(string path) : IDisposable
{
    private const long Limit = 10 * 1024 * 1024;

    private readonly Lock gate = new();
    private FileStream stream = Open(path);

    public string FilePath => path;

    public async Task PumpAsync(Stream source)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            for (int read; (read = await source.ReadAsync(buffer)) > 0;)
                Write(buffer.AsSpan(0, read));
        }
        catch (IOException)
        {
            // The pipe broke with its process: nothing more to read.
        }
    }

    public void WriteLine(string line) => Write(Encoding.UTF8.GetBytes($"[apphost] {TimeProvider.System.GetUtcNow():yyyy-MM-dd HH:mm:ss.fff} {line}\n"));

    public string ReadAll()
    {
        lock (gate)
        {
            stream.Dispose();
            return File.ReadAllText(path);
        }
    }

    /// <summary>The end of a log, in characters.</summary>
    public static string Tail(string path, int length)
    {
        if (!File.Exists(path))
            return "";
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        var text = reader.ReadToEnd();
        return text.Length <= length ? text : text[^length..];
    }

    public void Dispose()
    {
        lock (gate)
            stream.Dispose();
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        lock (gate)
        {
            if (!stream.CanWrite)
                return;
            stream.Write(bytes);
            stream.Flush();
            if (stream.Position < Limit)
                return;
            stream.Dispose();
            File.Move(path, path + ".1", overwrite: true);
            stream = Open(path);
        }
    }

    private static FileStream Open(string path) => new(path, new FileStreamOptions
    {
        Mode = FileMode.Append,
        Access = FileAccess.Write,
        Share = FileShare.ReadWrite | FileShare.Delete,
        UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        BufferSize = 0,
    });
}
