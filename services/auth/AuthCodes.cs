namespace BidForge.Auth;

/// <summary>The stable problem codes of this service.</summary>
internal static class AuthCodes
{
    public const string EmailTaken = "auth.email-taken";
    public const string CredentialsWrong = "auth.credentials-wrong";
    public const string Locked = "auth.locked";
    public const string SessionEnded = "auth.session-ended";
    public const string CompanyNotFound = "company.not-found";
}
