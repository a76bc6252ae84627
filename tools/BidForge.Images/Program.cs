using BidForge.Images;
using NetVips;

// Reads an image on standard input and writes a small JPEG of it on standard output. What it reads comes from strangers, so it first lets go of all that it does not need.
// Arguments: the largest number of pixels, bytes of memory, seconds of processor time.
// Exit codes: 0 made; 2 there is no preview of this image; 64 called wrongly; 70 could not let go, and read nothing.
const int NoPreview = 2;
const int Misuse = 64;
const int Unconfined = 70;

if (args is not [var pixels, var memory, var seconds])
    return Misuse;
Limits.Apply(ulong.Parse(memory), ulong.Parse(seconds));
Preview.Prepare();
try
{
    Confinement.Apply();
    using var own = File.OpenRead("/proc/self/environ");
    return Unconfined;
}
catch (UnauthorizedAccessException)
{
    // As it should be: no file opens any more.
}
catch (Exception fault) when (fault is System.ComponentModel.Win32Exception or PlatformNotSupportedException)
{
    return Unconfined;
}
try
{
    using var image = Source.NewFromDescriptor(0);
    using var answer = Target.NewToDescriptor(1);
    Preview.Make(image, answer, long.Parse(pixels));
    return 0;
}
catch (Exception fault) when (fault is VipsException or OutOfMemoryException or TooManyPixelsException)
{
    return NoPreview;
}
