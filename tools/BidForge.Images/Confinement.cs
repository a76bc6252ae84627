using System.ComponentModel;
using System.Runtime.InteropServices;

namespace BidForge.Images;

/// <summary>
/// Takes from this process, all its threads and for good, what decoding does not need: to open files, to run programs, to reach the network, to look into other processes.
/// Code that an image smuggles in finds nothing here to steal and no way out but the answer. By a seccomp filter, which needs no privilege.
/// </summary>
internal static partial class Confinement
{
    private const int NoNewPrivileges = 38;
    private const int SetModeFilter = 1;
    private const int AllThreads = 1;

    private const ushort LoadWord = 0x20;
    private const ushort JumpIfEqual = 0x15;
    private const ushort JumpIfAtLeast = 0x35;
    private const ushort JumpIfAnyBit = 0x45;
    private const ushort Return = 0x06;

    // Where seccomp_data has the call's number, its architecture, and the lower half of its first argument.
    private const uint Number = 0;
    private const uint Architecture = 4;
    private const uint FirstArgument = 16;

    private const uint Allow = 0x7FFF0000;
    private const uint Kill = 0x80000000;
    private const uint NotPermitted = 0x00050000 | 1;
    private const uint NotThere = 0x00050000 | 38;

    private const uint OfX32 = 0x40000000;
    private const uint CloneThread = 0x00010000;

    /// <exception cref="Win32Exception">The kernel does not offer this.</exception>
    /// <exception cref="PlatformNotSupportedException">Nor is it written for this processor.</exception>
    public static unsafe void Apply()
    {
        var calls = SystemCalls.OfThisProcessor;
        Instruction[] filter = [.. Filter(calls)];
        fixed (Instruction* first = filter)
        {
            var program = new FilterProgram((ushort)filter.Length, first);
            if (Control(NoNewPrivileges, 1, 0, 0, 0) is not 0 || Call(calls.Seccomp, SetModeFilter, AllThreads, &program) is not 0)
                throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

    private static IEnumerable<Instruction> Filter(SystemCalls calls)
    {
        yield return new(LoadWord, 0, 0, Architecture);
        yield return new(JumpIfEqual, 1, 0, calls.Architecture);
        yield return new(Return, 0, 0, Kill);
        yield return new(LoadWord, 0, 0, Number);
        yield return new(JumpIfAtLeast, 0, 1, OfX32);
        yield return new(Return, 0, 0, NotPermitted);
        foreach (var denied in calls.Denied)
        {
            yield return new(JumpIfEqual, 0, 1, denied);
            yield return new(Return, 0, 0, NotPermitted);
        }
        // Of its own threads and limits, not of another process's.
        foreach (var (call, own) in new[] { (calls.SignalThread, (uint)Environment.ProcessId), (calls.LimitProcess, 0u) })
        {
            yield return new(JumpIfEqual, 0, 4, call);
            yield return new(LoadWord, 0, 0, FirstArgument);
            yield return new(JumpIfEqual, 1, 0, own);
            yield return new(Return, 0, 0, NotPermitted);
            yield return new(Return, 0, 0, Allow);
        }
        // What clone3 is to do lies in memory, where a filter can't look. Where it is not there, threads are made by clone.
        yield return new(JumpIfEqual, 0, 1, calls.Clone3Call);
        yield return new(Return, 0, 0, NotThere);
        // Threads may be made, processes not.
        yield return new(JumpIfEqual, 0, 3, calls.CloneCall);
        yield return new(LoadWord, 0, 0, FirstArgument);
        yield return new(JumpIfAnyBit, 1, 0, CloneThread);
        yield return new(Return, 0, 0, NotPermitted);
        yield return new(Return, 0, 0, Allow);
    }

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    private static partial int Control(int option, nuint argument2, nuint argument3, nuint argument4, nuint argument5);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static unsafe partial nint Call(nint number, nint operation, nint flags, FilterProgram* program);

    private readonly record struct Instruction(ushort Code, byte IfTrue, byte IfFalse, uint Value);

    private readonly unsafe struct FilterProgram(ushort length, Instruction* filter)
    {
        private readonly ushort length = length;
        private readonly Instruction* filter = filter;
    }
}
