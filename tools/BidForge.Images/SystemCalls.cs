using System.Runtime.InteropServices;

namespace BidForge.Images;

/// <summary>The numbers of Linux's system calls, which differ from processor to processor.</summary>
/// <param name="Architecture">What seccomp calls it: AUDIT_ARCH_...</param>
/// <param name="SignalThread">tgkill, by which the runtime stops its own threads.</param>
/// <param name="LimitProcess">prlimit64, by which it reads its own limits.</param>
/// <param name="Denied">Those that decoding never needs once its libraries are loaded.</param>
internal sealed record SystemCalls(uint Architecture, int Seccomp, uint CloneCall, uint Clone3Call, uint SignalThread, uint LimitProcess, uint[] Denied)
{
    // Since Linux 5.1 new calls have one number everywhere: pidfd_send_signal, io_uring_setup, pidfd_open, openat2, pidfd_getfd.
    private static readonly uint[] Everywhere = [424, 425, 434, 437, 438];

    /// <exception cref="PlatformNotSupportedException">It is another processor, or another system than Linux.</exception>
    public static SystemCalls OfThisProcessor => RuntimeInformation.ProcessArchitecture switch
    {
        System.Runtime.InteropServices.Architecture.X64 when OperatingSystem.IsLinux() => X64,
        System.Runtime.InteropServices.Architecture.Arm64 when OperatingSystem.IsLinux() => Arm64,
        _ => throw new PlatformNotSupportedException(),
    };

    private static SystemCalls X64 { get; } = new(0xC000003E, 317, 56, 435, 234, 302,
    [
        2, 85, 257, 304, // open, creat, openat, open_by_handle_at
        41, 42, 49, 53, // socket, connect, bind, socketpair
        57, 58, 59, 322, // fork, vfork, execve, execveat
        62, 101, 129, 200, 297, 310, 311, // kill, ptrace, rt_sigqueueinfo, tkill, rt_tgsigqueueinfo, process_vm_readv, process_vm_writev
        76, 82, 83, 84, 86, 87, 88, 90, // truncate, rename, mkdir, rmdir, link, unlink, symlink, chmod
        258, 263, 264, 265, 266, 268, 316, // mkdirat, unlinkat, renameat, linkat, symlinkat, fchmodat, renameat2
        250, 321, 323, // keyctl, bpf, userfaultfd
        .. Everywhere,
    ]);

    private static SystemCalls Arm64 { get; } = new(0xC00000B7, 277, 220, 435, 131, 261,
    [
        56, 265, // openat, open_by_handle_at
        198, 199, 200, 203, // socket, socketpair, bind, connect
        221, 281, // execve, execveat
        129, 117, 138, 130, 240, 270, 271, // kill, ptrace, rt_sigqueueinfo, tkill, rt_tgsigqueueinfo, process_vm_readv, process_vm_writev
        45, 34, 35, 36, 37, 38, 53, 276, // truncate, mkdirat, unlinkat, symlinkat, linkat, renameat, fchmodat, renameat2
        219, 280, 282, // keyctl, bpf, userfaultfd
        .. Everywhere,
    ]);
}
