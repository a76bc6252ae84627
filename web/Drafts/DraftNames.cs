using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace BidForge.Web.Drafts;

/// <summary>Names drafts by a keyed hash (HMAC-SHA-256 under a key derived from <c>Web:Key</c>): who can list what is in Redis must not learn who works on a bid for what.</summary>
internal sealed class DraftNames(IOptions<WebOptions> options)
{
    private readonly byte[] _key = HKDF.DeriveKey(
        HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(options.Value.Key ?? ""), 32, info: "BidForge.Web draft names v1"u8.ToArray());

    public string Of(Guid companyId, Guid packageId) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.ASCII.GetBytes($"{companyId:N}{packageId:N}")));
}
