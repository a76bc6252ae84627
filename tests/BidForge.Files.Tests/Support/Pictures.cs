using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using NetVips;

namespace BidForge.Files.Tests.Support;

/// <summary>Pictures made here, and what there is to see in one.</summary>
internal static class Pictures
{
    private static readonly double[] Red = [200, 20, 20];
    private static readonly double[] Blue = [20, 20, 200];

    /// <summary>As a phone takes it: 4000 by 3000 pixels, the left half red and the right half blue, with how to turn it and where it was taken.</summary>
    public static byte[] Photograph(int orientation)
    {
        using var left = Image.Black(2000, 3000, bands: 3).Linear([1, 1, 1], Red).Cast(Enums.BandFormat.Uchar);
        using var right = Image.Black(2000, 3000, bands: 3).Linear([1, 1, 1], Blue).Cast(Enums.BandFormat.Uchar);
        using var both = left.Join(right, Enums.Direction.Horizontal).Mutate(image =>
        {
            image.Set(GValue.GIntType, "orientation", orientation);
            image.Set(GValue.GStrType, "exif-ifd3-GPSLatitude", "41/1 52/1 30/1");
            image.Set(GValue.GStrType, "exif-ifd3-GPSLongitude", "87/1 37/1 40/1");
            image.Set(GValue.GStrType, "exif-ifd0-Model", "A phone of somebody");
        });
        return both.JpegsaveBuffer(q: 90);
    }

    /// <summary>A picture in another format, by its extension.</summary>
    public static byte[] In(string extension, int width, int height)
    {
        using var image = Image.Black(width, height, bands: 3).Linear([1, 1, 1], Red).Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb);
        return image.WriteToBuffer(extension);
    }

    /// <summary>A PNG that is transparent all over.</summary>
    public static byte[] Png(int width, int height)
    {
        using var image = Image.Black(width, height, bands: 4).Copy(interpretation: Enums.Interpretation.Srgb);
        return image.PngsaveBuffer();
    }

    /// <summary>A whole PNG of one bit per pixel: kilobytes that are gigabytes once unpacked.</summary>
    public static byte[] Bomb(int width, int height)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var row = new byte[1 + ((width + 7) / 8)];
            for (var y = 0; y < height; y++)
                zlib.Write(row);
        }
        var head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), height);
        head[8] = 1;
        return [0x89, .. "PNG"u8, 13, 10, 26, 10, .. Chunk("IHDR"u8, head), .. Chunk("IDAT"u8, packed.ToArray()), .. Chunk("IEND"u8, [])];
    }

    public static Image Open(byte[] picture) => Image.NewFromBuffer(picture);

    public static bool IsRed(Image image, int x, int y) => image.Getpoint(x, y) is [> 180, < 60, < 60];

    public static bool IsBlue(Image image, int x, int y) => image.Getpoint(x, y) is [< 60, < 60, > 180];

    /// <summary>The names of everything in it that is not needed to show its pixels.</summary>
    public static IEnumerable<string> Metadata(Image image) => image.GetFields()
        .Where(name => name.StartsWith("exif", StringComparison.Ordinal) || name.Contains("-data", StringComparison.Ordinal) || name is "orientation" or "jpeg-comment");

    private static byte[] Chunk(ReadOnlySpan<byte> type, byte[] data)
    {
        byte[] named = [.. type, .. data];
        var length = new byte[4];
        var check = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        BinaryPrimitives.WriteUInt32BigEndian(check, Crc32.HashToUInt32(named));
        return [.. length, .. named, .. check];
    }
}
