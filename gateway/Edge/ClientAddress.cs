using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace BidForge.Gateway.Edge;

/// <summary>
/// Whose request it is: the peer's address, or, from the site's own server, the one that it names in X-Forwarded-For. Anybody else's X-Forwarded-For is not believed,
/// and the secret that tells them apart goes no further.
/// </summary>
internal sealed class ClientAddress(RequestDelegate next, IOptions<WebOptions> options)
{
    private const string KeyHeader = "X-BidForge-Web";
    private const string ForwardedFor = "X-Forwarded-For";

    private readonly byte[] key = Encoding.UTF8.GetBytes(options.Value.Key);

    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Request.Headers;
        if (headers.Remove(KeyHeader, out var given) && IsKey(given.ToString()))
        {
            context.Features.Set(FromTheSite.Instance);
            if (IPAddress.TryParse(headers[ForwardedFor].ToString().Split(',')[^1].Trim(), out var address))
                context.Connection.RemoteIpAddress = address;
        }
        return next(context);
    }

    private bool IsKey(string given) => key.Length > 0 && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), key);
}
