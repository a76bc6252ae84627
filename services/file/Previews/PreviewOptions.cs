using System.ComponentModel.DataAnnotations;

namespace BidForge.Files.Previews;

/// <summary>How previews of pictures are made; section <c>Previews</c>.</summary>
internal sealed class PreviewOptions : IValidatableObject
{
    /// <summary>The program that makes them, which comes with the service.</summary>
    public string Program { get; init; } = Path.Combine(AppContext.BaseDirectory, "images", "BidForge.Images.dll");

    /// <summary>How many are made at once. What this many take of <see cref="Megabytes"/> comes on top of the service's own memory.</summary>
    [Range(1, 16)]
    public int Concurrency { get; init; } = 1;

    /// <summary>How long a request waits for its turn before it is told to come again.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:30")]
    public TimeSpan Wait { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long one may take, by the clock and in processor time, before its process is killed.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:30")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Memory that one may take, in MiB; 100 megapixels take half of this.</summary>
    [Range(96, 4096)]
    public int Megabytes { get; init; } = 192;

    /// <summary>Bytes of the largest picture that is looked at; 100 MB unless said otherwise.</summary>
    [Range(1, 5L * 1024 * 1024 * 1024)]
    public long MaximumSize { get; init; } = 100L * 1024 * 1024;

    /// <summary>Width times height of the largest picture that is decoded. A sheet of A0 at 300 dots per inch has 139 million.</summary>
    [Range(1_000_000, 1_000_000_000)]
    public int MaximumPixels { get; init; } = 150_000_000;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!File.Exists(Program))
            yield return new("Previews:Program must name the program that makes previews.", [nameof(Program)]);
    }
}
