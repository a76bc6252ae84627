using BidForge.Auth.Companies;
using BidForge.Auth.Users;

namespace BidForge.Auth.Sessions;

/// <summary>A log-in.</summary>
/// <param name="AccessToken">JWT for the Authorization header (RFC 6750).</param>
/// <param name="TokenType">Bearer.</param>
/// <param name="ExpiresIn">Life of the access token in seconds.</param>
/// <param name="RefreshToken">Good once, within 30 days, for the next log-in at /auth/refresh.</param>
public sealed record SessionView(string AccessToken, string TokenType, int ExpiresIn, string RefreshToken, UserView User, CompanyView Company);

/// <summary>Who a token speaks for.</summary>
/// <param name="PlatformAdmin">Whether the next access token speaks for an administrator of the marketplace.</param>
public sealed record MeView(UserView User, CompanyView Company, bool PlatformAdmin);
