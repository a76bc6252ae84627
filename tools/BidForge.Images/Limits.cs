using System.ComponentModel;
using System.Runtime.InteropServices;

namespace BidForge.Images;

/// <summary>What the kernel holds this process to from here on, however it is made to behave.</summary>
internal static partial class Limits
{
    private const int Cpu = 0;
    private const int FileSize = 1;
    private const int Data = 2;
    private const int Core = 4;

    public static void Apply(ulong memory, ulong seconds)
    {
        if (!OperatingSystem.IsLinux())
            return;
        Set(Data, memory);
        Set(Cpu, seconds);
        Set(FileSize, 0);
        Set(Core, 0);
    }

    private static void Set(int resource, ulong most)
    {
        var limit = new Limit(most, most);
        if (SetLimit(resource, in limit) is not 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    [LibraryImport("libc", EntryPoint = "setrlimit", SetLastError = true)]
    private static partial int SetLimit(int resource, in Limit limit);

    private readonly record struct Limit(ulong Current, ulong Most);
}
