namespace BidForge.ServiceDefaults.Tokens;

/// <summary>What an access token says of itself.</summary>
public static class TokenOptions
{
    public const string Issuer = "bidforge";
    public const string Audience = "bidforge";

    /// <summary>How far clocks of two processes may differ when a token's times are checked.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(5);
}
