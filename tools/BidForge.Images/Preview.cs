using NetVips;

namespace BidForge.Images;

/// <summary>What an image is made into: a JPEG of quality 80 that fits inside 1200 by 800 and carries nothing but its pixels.</summary>
internal static class Preview
{
    private const int Width = 1200;
    private const int Height = 800;
    private const int Quality = 80;

    // What the file service takes for a picture. Everything else that libvips could read stays shut.
    private static readonly string[] Loaders = ["Jpeg", "Png", "Webp", "Nsgif", "Tiff"];

    /// <exception cref="VipsException">It is no image of a kind that is read here, or a damaged one.</exception>
    /// <exception cref="TooManyPixelsException">It is larger than allowed.</exception>
    public static void Make(int descriptorIn, int descriptorOut, long mostPixels)
    {
        Operation.Block("VipsForeignLoad", true);
        foreach (var loader in Loaders)
            Operation.Block($"VipsForeignLoad{loader}", false);
        NetVips.NetVips.Concurrency = 1;
        Cache.Max = 0;

        using var source = Source.NewFromDescriptor(descriptorIn);
        using (var head = Image.NewFromSource(source, access: Enums.Access.Sequential))
        {
            if ((long)head.Width * head.Height > mostPixels)
                throw new TooManyPixelsException();
        }
        // Turned as its EXIF says, in sRGB. A page or frame is the first.
        using var small = Image.ThumbnailSource(source, Width, height: Height, size: Enums.Size.Down, outputProfile: "srgb", failOn: Enums.FailOn.Error);
        using var opaque = small.HasAlpha() ? small.Flatten(background: [255, 255, 255]) : small.Copy();
        using var target = Target.NewToDescriptor(descriptorOut);
        opaque.JpegsaveTarget(target, q: Quality, optimizeCoding: true, keep: Enums.ForeignKeep.None);
    }
}

internal sealed class TooManyPixelsException : Exception;
