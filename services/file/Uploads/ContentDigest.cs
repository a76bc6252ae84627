namespace BidForge.Files.Uploads;

/// <summary>Reads <c>Content-Digest: sha-256=:base64:</c> (RFC 9530, a dictionary of RFC 8941). Other algorithms beside it are passed over.</summary>
internal static class ContentDigest
{
    private const string Algorithm = "sha-256";

    /// <returns>False when the header is there but can't be read, or names no SHA-256.</returns>
    public static bool TryRead(string? header, out byte[]? sha256)
    {
        sha256 = null;
        if (string.IsNullOrWhiteSpace(header))
            return true;
        foreach (var member in header.Split(',', StringSplitOptions.TrimEntries))
        {
            var equals = member.IndexOf('=');
            if (equals < 0 || !member[..equals].Trim().Equals(Algorithm, StringComparison.OrdinalIgnoreCase))
                continue;
            var value = member[(equals + 1)..].Trim();
            var bytes = new byte[33];
            if (value is not [':', .., ':'] || value.Length < 3
                || !Convert.TryFromBase64String(value[1..^1], bytes, out var length) || length != 32)
                return false;
            sha256 = bytes[..32];
        }
        return sha256 is not null;
    }

    public static string Write(byte[] sha256) => $"{Algorithm}=:{Convert.ToBase64String(sha256)}:";
}
