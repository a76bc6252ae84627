using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace BidForge.Web.Components;

/// <summary>A sentence carried over one redirect ("Package published"), in a protected cookie that is read once.</summary>
internal sealed class Flash(IHttpContextAccessor accessor, IDataProtectionProvider protection)
{
    private const string Name = "bidforge-note";
    private readonly IDataProtector _protector = protection.CreateProtector("BidForge.Web.Flash.v1");

    public void Set(string text) => accessor.HttpContext!.Response.Cookies.Append(
        Name, WebEncoders.Base64UrlEncode(_protector.Protect(Encoding.UTF8.GetBytes(text))), Cookie(accessor.HttpContext));

    public string? Take()
    {
        var context = accessor.HttpContext!;
        if (!context.Request.Cookies.TryGetValue(Name, out var value)) return null;
        if (!context.Response.HasStarted) context.Response.Cookies.Delete(Name, Cookie(context));
        try
        {
            return Encoding.UTF8.GetString(_protector.Unprotect(WebEncoders.Base64UrlDecode(value)));
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or FormatException)
        {
            return null;
        }
    }

    private static CookieOptions Cookie(HttpContext context) => new()
    {
        HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, MaxAge = TimeSpan.FromMinutes(2), Path = "/",
    };
}
