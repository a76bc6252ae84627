namespace BidForge.Files.Sniffing;

/// <summary>How the bytes of a type are told from those of others.</summary>
internal enum Proof
{
    /// <summary>By how they begin.</summary>
    Head,

    /// <summary>By how they begin and by the names in the zip directory at their end.</summary>
    Zip,

    /// <summary>All of it is UTF-8 text that is not markup.</summary>
    Text,
}

/// <summary>A type of file that may be stored.</summary>
/// <param name="Name">What people call it: "a PDF document".</param>
/// <param name="ContentType">What a download is labelled with.</param>
/// <param name="Extensions">Lower case, with the dot.</param>
/// <param name="Aliases">Other content types that browsers and programs send for it.</param>
/// <param name="Begins">Tells from the first bytes (4 KiB, or all there are) whether this can be it.</param>
/// <param name="Folder">For Office files: the folder that the zip must hold.</param>
internal sealed record FileType(
    string Name, string ContentType, string[] Extensions, string[] Aliases, Proof Proof, FileType.HeadTest Begins, string? Folder = null)
{
    public delegate bool HeadTest(ReadOnlySpan<byte> head);

    public bool IsDeclaredAs(string contentType) =>
        contentType.Equals(ContentType, StringComparison.OrdinalIgnoreCase) || Aliases.Contains(contentType, StringComparer.OrdinalIgnoreCase);
}

/// <summary>Why a file's type can't be accepted.</summary>
/// <param name="Code"><see cref="FileProblems.TypeRefused"/> when no such file is taken, <see cref="FileProblems.TypeMismatch"/> when name, type and bytes contradict each other.</param>
internal sealed record TypeRefusal(string Code, string Detail)
{
    public static TypeRefusal Refused(string detail) => new(FileProblems.TypeRefused, detail);

    public static TypeRefusal Mismatch(string detail) => new(FileProblems.TypeMismatch, detail);
}
