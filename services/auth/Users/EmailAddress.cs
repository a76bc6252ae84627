using System.Net.Mail;
using BidForge.ServiceDefaults.Http;

namespace BidForge.Auth.Users;

/// <summary>E-mail addresses name accounts: compared without case, kept in lower case.</summary>
internal static class EmailAddress
{
    private const int Longest = 254;

    public static string Normalize(string email) => email.Trim().ToLowerInvariant();

    public static FieldErrors Email(this FieldErrors errors, string field, string email) =>
        errors.Require(IsAddress(Normalize(email)), field, "Must be an e-mail address.");

    private static bool IsAddress(string email) =>
        email.Length is > 2 and <= Longest
        && !email.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '<' or '>' or '"' or '(' or ')' or ',' or ';')
        && MailAddress.TryCreate(email, out var address)
        && address.Address == email
        && address.Host.Contains('.')
        && !address.Host.StartsWith('.') && !address.Host.EndsWith('.');
}
