using System.Buffers.Binary;
using System.Globalization;

namespace BidForge.Backups.Logs;

/// <summary>One file of a server's log, named by its timeline and its number; 16 MiB, as PostgreSQL has it unless told otherwise.</summary>
internal readonly record struct WalSegment(uint Timeline, ulong Number)
{
    public const int Size = 16 * 1024 * 1024;

    public string Name => string.Create(CultureInfo.InvariantCulture, $"{Timeline:X8}{Number >> 8:X8}{Number & 0xFF:X8}");

    public static bool TryParse(string name, out WalSegment segment)
    {
        segment = default;
        if (name.Length != 24 || !name.All(char.IsAsciiHexDigitUpper))
            return false;
        segment = new WalSegment(Hex(name[..8]), ((ulong)Hex(name[8..16]) << 8) | Hex(name[16..]));
        return true;
    }

    public static WalSegment Parse(string name) => TryParse(name, out var segment) ? segment : throw new BackupFailure($"{name} is no name of a log file.");

    /// <param name="timeline">Of the position.</param>
    /// <param name="position">As PostgreSQL writes it: 0/3000028.</param>
    /// <param name="isEnd">The position is just after what is meant.</param>
    public static WalSegment At(uint timeline, string position, bool isEnd)
    {
        var halves = position.Split('/');
        var bytes = ((ulong)Hex(halves[0]) << 32) | Hex(halves[1]);
        return new WalSegment(timeline, (isEnd ? bytes - 1 : bytes) / Size);
    }

    /// <summary>What its first page says of itself (XLogLongPageHeaderData); null when it is as its name says.</summary>
    public string? WrongIn(ReadOnlySpan<byte> start, string systemId)
    {
        var address = BinaryPrimitives.ReadUInt64LittleEndian(start[8..]);
        var system = BinaryPrimitives.ReadUInt64LittleEndian(start[24..]).ToString(CultureInfo.InvariantCulture);
        return address != Number * Size ? $"{Name} holds another part of the log than its name says"
            : system != systemId ? $"{Name} is of another server ({system})"
            : null;
    }

    private static uint Hex(string word) => uint.Parse(word, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
