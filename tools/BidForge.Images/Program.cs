using BidForge.Images;
using NetVips;

// Reads an image on standard input and writes a small JPEG of it on standard output. What it reads comes from strangers, so it lets go of all it does not need first.
// Arguments: the largest number of pixels, bytes of memory, seconds of processor time. Exit code 2: there is no preview of this image.
if (args is not [var pixels, var memory, var seconds])
    return 64;
Limits.Apply(ulong.Parse(memory), ulong.Parse(seconds));
try
{
    Preview.Make(descriptorIn: 0, descriptorOut: 1, long.Parse(pixels));
    return 0;
}
catch (Exception fault) when (fault is VipsException or OutOfMemoryException or TooManyPixelsException)
{
    return 2;
}
