using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace BidForge.Backups.Blobs;

/// <summary>
/// The part of all blobs that a verification reads: of 5 percent another twentieth each week, so that twenty weeks read everything.
/// </summary>
/// <param name="Percent">Of all; 100 for everything.</param>
/// <param name="At">In which week.</param>
internal readonly record struct Share(double Percent, DateTimeOffset At)
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    private readonly double start = Math.Floor((At - DateTimeOffset.UnixEpoch) / Week) * Percent / 100 % 1;

    public bool Has(string name)
    {
        var place = BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(name))) / (double)(1L << 32);
        return Percent >= 100 || (place - start + 1) % 1 < Percent / 100;
    }
}
