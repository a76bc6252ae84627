namespace BidForge.Files.Sniffing;

/// <summary>Watches the bytes of a file go by and tells whether they are what was claimed. Memory does not grow with the file.</summary>
internal sealed class ContentProbe(FileType claimed)
{
    private readonly byte[] head = new byte[Magic.HeadLength];
    private readonly ZipNames? zip = claimed.Proof is Proof.Zip ? new() : null;
    private readonly TextCheck? text = claimed.Proof is Proof.Text ? new() : null;
    private int headLength;
    private bool headChecked;

    /// <summary>Takes the next bytes; answers as soon as something is wrong.</summary>
    public TypeRefusal? Add(ReadOnlySpan<byte> bytes)
    {
        if (headLength < head.Length)
        {
            var taken = Math.Min(bytes.Length, head.Length - headLength);
            bytes[..taken].CopyTo(head.AsSpan(headLength));
            headLength += taken;
        }
        if (headLength == head.Length && CheckHead() is { } refusal)
            return refusal;
        zip?.Add(bytes);
        return text?.Add(bytes) is false ? CheckHead() ?? NotText() : null;
    }

    /// <summary>Says whether the whole of it is what was claimed.</summary>
    public TypeRefusal? Finish()
    {
        if (CheckHead() is { } refusal)
            return refusal;
        if (text?.Finish() is false)
            return NotText();
        return zip is null ? null : CheckZip(zip);
    }

    private TypeRefusal? CheckHead()
    {
        if (headChecked)
            return null;
        headChecked = true;
        ReadOnlySpan<byte> seen = head.AsSpan(0, headLength);
        if (Magic.Forbidden(seen) is { } forbidden)
            return TypeRefusal.Refused($"The bytes are {forbidden}.");
        var shown = FileTypes.Shown(seen);
        if (!claimed.Begins(seen))
            return Contradiction(shown is null ? "something else" : shown.Proof is Proof.Zip ? "a zip archive or Office file" : shown.Name);
        // Some kinds of drawings are text too, so a text file may well begin as one of them.
        return claimed.Proof is Proof.Text && shown is not null && !shown.IsDeclaredAs("text/plain") ? Contradiction(shown.Name) : null;
    }

    private TypeRefusal? CheckZip(ZipNames zip)
    {
        if (!zip.IsComplete)
            return TypeRefusal.Mismatch($"The name says {claimed.Name}, but the archive has no end: it is damaged or cut short.");
        if (zip.HasProgram)
            return TypeRefusal.Refused("The archive is a program or holds macros.");
        return claimed.Folder is null || zip.IsOffice(claimed.Folder) ? null : Contradiction("a zip archive without the parts of one");
    }

    private TypeRefusal NotText() => TypeRefusal.Mismatch($"The name says {claimed.Name}, but the bytes are not text in UTF-8.");

    private TypeRefusal Contradiction(string found) => TypeRefusal.Mismatch($"The name says {claimed.Name}, the bytes are {found}.");
}
