using System.Collections.Frozen;
using BidForge.ServiceDefaults.Http;

namespace BidForge.Auth.Users;

/// <summary>Long and not known beforehand, nothing else (NIST SP 800-63B, 3.1.1.2): rules of composition make passwords worse.</summary>
internal static class PasswordRules
{
    private const int Shortest = 10;
    private const int Longest = 256;
    private const int FewestDistinct = 4;

    private static readonly FrozenSet<string> Common = ReadCommon();

    public static FieldErrors Password(this FieldErrors errors, string field, string password, string email)
    {
        if (password.Length < Shortest)
            return errors.Add(field, $"Must have at least {Shortest} characters.");
        if (password.Length > Longest)
            return errors.Add(field, $"Must have at most {Longest} characters.");
        var address = EmailAddress.Normalize(email);
        var folded = password.Trim().ToLowerInvariant();
        if (folded == address || folded == address.Split('@')[0])
            return errors.Add(field, "Must not be your e-mail address.");
        if (Common.Contains(folded) || folded.Distinct().Count() < FewestDistinct || IsRun(folded))
            return errors.Add(field, "Is one of the first that an attacker tries. Choose another.");
        return errors;
    }

    // 1234567890, abcdefghijk, 9876543210.
    private static bool IsRun(string text)
    {
        var step = text[1] - text[0];
        return step is 1 or -1 && text.Zip(text.Skip(1)).All(pair => pair.Second - pair.First == step || (pair.First, pair.Second) is ('9', '0') or ('0', '9'));
    }

    private static FrozenSet<string> ReadCommon()
    {
        using var reader = new StreamReader(typeof(PasswordRules).Assembly.GetManifestResourceStream("common-passwords.txt")!);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToFrozenSet(StringComparer.Ordinal);
    }
}
