namespace BidForge.Files.Sniffing;

/// <summary>The types that may be stored: what plans, pictures, quotes and schedules come as. Nothing that a browser or a desktop would run.</summary>
internal static class FileTypes
{
    public static readonly IReadOnlyList<FileType> All =
    [
        new("a PDF document", "application/pdf", [".pdf"], ["application/x-pdf"], Proof.Head, head => head.StartsWith("%PDF-"u8)),
        new("a PNG image", "image/png", [".png"], [], Proof.Head, Magic.IsPng),
        new("a JPEG image", "image/jpeg", [".jpg", ".jpeg"], ["image/jpg", "image/pjpeg"], Proof.Head, Magic.IsJpeg),
        new("a GIF image", "image/gif", [".gif"], [], Proof.Head, head => head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8)),
        new("a WebP image", "image/webp", [".webp"], [], Proof.Head, Magic.IsWebp),
        new("a TIFF image", "image/tiff", [".tif", ".tiff"], ["image/tif"], Proof.Head, Magic.IsTiff),
        new("an AutoCAD drawing", "image/vnd.dwg", [".dwg"],
            ["application/acad", "application/dwg", "application/x-acad", "application/x-dwg", "application/autocad_dwg", "image/x-dwg"], Proof.Head, Magic.IsDwg),
        new("a DXF drawing", "image/vnd.dxf", [".dxf"], ["application/dxf", "application/x-dxf", "image/x-dxf", "text/plain"], Proof.Head, Magic.IsDxf),
        new("an IFC model", "application/x-step", [".ifc"], ["application/ifc", "application/x-ifc", "model/ifc", "application/step", "text/plain"],
            Proof.Text, head => Magic.SkipBlank(head).StartsWith("ISO-10303-21;"u8)),
        new("a Word document", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", [".docx"], [], Proof.Zip, Magic.IsZip, "word/"),
        new("an Excel workbook", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", [".xlsx"], [], Proof.Zip, Magic.IsZip, "xl/"),
        new("a PowerPoint presentation", "application/vnd.openxmlformats-officedocument.presentationml.presentation", [".pptx"], [], Proof.Zip, Magic.IsZip, "ppt/"),
        new("a zip archive", "application/zip", [".zip"], ["application/x-zip-compressed", "application/x-zip"], Proof.Zip, Magic.IsZip),
        new("a CSV table", "text/csv", [".csv"], ["application/csv", "application/vnd.ms-excel", "text/comma-separated-values", "text/plain"], Proof.Text, _ => true),
        new("a text file", "text/plain", [".txt"], [], Proof.Text, _ => true),
    ];

    // In step with the loaders that tools/BidForge.Images opens.
    private static readonly string[] Pictures = ["image/png", "image/jpeg", "image/gif", "image/webp", "image/tiff"];

    private const string Unknown = "application/octet-stream";

    /// <summary>The names of all that is taken, for the answer to what is not.</summary>
    public static string Extensions { get; } = string.Join(", ", All.SelectMany(type => type.Extensions).Select(extension => extension[1..]));

    /// <summary>Whether files of this content type are made of pixels, so that a preview can be made.</summary>
    public static bool IsPicture(string contentType) => Pictures.Contains(contentType);

    /// <summary>What the name and the declared type say that the bytes will be; <paramref name="refusal"/> when that is not taken or contradictory.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="contentType">The request's Content-Type; absent or <c>application/octet-stream</c> says nothing.</param>
    /// <param name="refusal">Set when null is returned.</param>
    public static FileType? Claimed(string name, string? contentType, out TypeRefusal? refusal)
    {
        var extension = Path.GetExtension(name).ToLowerInvariant();
        var declared = contentType?.Split(';')[0].Trim() is { Length: > 0 } given && !given.Equals(Unknown, StringComparison.OrdinalIgnoreCase) ? given : null;
        var type = All.FirstOrDefault(type => type.Extensions.Contains(extension));
        refusal = (type, declared) switch
        {
            (null, _) => TypeRefusal.Refused(
                extension is "" ? $"The name has no extension. Accepted are: {Extensions}." : $"Files named {extension} are not accepted. Accepted are: {Extensions}."),
            (_, not null) when !All.Any(known => known.IsDeclaredAs(declared)) =>
                TypeRefusal.Refused($"Content of type {Printable(declared)} is not accepted; send the file itself as the body, under its own type."),
            (_, not null) when !type.IsDeclaredAs(declared) =>
                TypeRefusal.Mismatch($"The name says {type.Name}, Content-Type says {Printable(declared)}."),
            _ => null,
        };
        return refusal is null ? type : null;
    }

    /// <summary>The type that the first bytes show; null when none of those known by their beginning.</summary>
    public static FileType? Shown(ReadOnlySpan<byte> head)
    {
        foreach (var type in All)
        {
            if (type.Proof is not Proof.Text && type.Begins(head))
                return type;
        }
        return null;
    }

    private static string Printable(string declared) => declared.Length > 100 ? declared[..100] : declared;
}
