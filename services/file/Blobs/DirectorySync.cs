using System.ComponentModel;
using System.Runtime.InteropServices;

namespace BidForge.Files.Blobs;

/// <summary>Makes renames durable: a file's new name is in its directory, which .NET has no way to sync.</summary>
internal static partial class DirectorySync
{
    private const int ReadOnlyCloseOnExec = 0x80000;

    public static void Flush(string directory)
    {
        if (!OperatingSystem.IsLinux())
            return;
        var handle = Open(directory, ReadOnlyCloseOnExec);
        if (handle < 0)
            throw new IOException($"The directory {directory} can't be opened.", new Win32Exception(Marshal.GetLastPInvokeError()));
        try
        {
            if (Fsync(handle) != 0)
                throw new IOException($"The directory {directory} can't be synced.", new Win32Exception(Marshal.GetLastPInvokeError()));
        }
        finally
        {
            _ = Close(handle);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(int handle);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int handle);
}
