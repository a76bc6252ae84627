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

    /// <summary>Loads all that making one takes, by making one, so that no file needs to be opened afterwards.</summary>
    public static void Prepare()
    {
        Operation.Block("VipsForeignLoad", true);
        foreach (var loader in Loaders)
            Operation.Block($"VipsForeignLoad{loader}", false);
        NetVips.NetVips.Concurrency = 1;
        Cache.Max = 0;

        using var blank = Image.Black(8, 8, bands: 4);
        foreach (var image in new[] { blank.PngsaveBuffer(), [] })
        {
            try
            {
                using var source = Source.NewFromMemory(image);
                using var target = Target.NewToMemory();
                Make(source, target, blank.Width * blank.Height);
            }
            catch (VipsException)
            {
                // What is no image is refused in this way, and that takes its libraries too.
            }
        }
    }

    /// <exception cref="VipsException">It is no image of a kind that is read here, or a damaged one.</exception>
    /// <exception cref="TooManyPixelsException">It is larger than allowed.</exception>
    public static void Make(Source source, Target target, long mostPixels)
    {
        using (var head = Image.NewFromSource(source, access: Enums.Access.Sequential))
        {
            if ((long)head.Width * head.Height > mostPixels)
                throw new TooManyPixelsException();
        }
        // Turned as its EXIF says, in sRGB; of pages and frames the first; what was cut short as far as it goes.
        using var small = Image.ThumbnailSource(source, Width, height: Height, size: Enums.Size.Down, outputProfile: "srgb");
        using var opaque = small.HasAlpha() ? small.Flatten(background: [255, 255, 255]) : small.Copy();
        opaque.JpegsaveTarget(target, q: Quality, optimizeCoding: true, keep: Enums.ForeignKeep.None);
    }
}

internal sealed class TooManyPixelsException : Exception;
