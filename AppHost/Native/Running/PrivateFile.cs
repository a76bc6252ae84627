using System.Text;

namespace BidForge.AppHost.Native.Running;

/// <summary>Files that only their owner may read, replaced as a whole: a reader sees the old text or the new one.</summary>
internal static class PrivateFile
{
    public static void Write(string path, string text)
    {
        var draft = $"{path}.{Environment.ProcessId}.tmp";
        using (var stream = new FileStream(draft, new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
        }

        File.Move(draft, path, overwrite: true);
    }
}
