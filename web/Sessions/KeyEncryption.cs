using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.Options;

namespace BidForge.Web.Sessions;

/// <summary>
/// Seals the data-protection keys (AES-256-GCM under a key derived from <c>Web:Key</c>), so that what lies in Redis is of no use to
/// somebody who can only read Redis: tickets and the keys to them are kept side by side there.
/// </summary>
internal sealed class KeyEncryptor(WebOptions options) : IXmlEncryptor
{
    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var nonce = RandomNumberGenerator.GetBytes(AesGcm.NonceByteSizes.MaxSize);
        var (sealedKey, tag) = (new byte[plain.Length], new byte[AesGcm.TagByteSizes.MaxSize]);
        using var aes = new AesGcm(KeyDerivation.Of(options), tag.Length);
        aes.Encrypt(nonce, plain, sealedKey, tag);
        return new(new XElement("sealed", Convert.ToBase64String([.. nonce, .. tag, .. sealedKey])), typeof(KeyDecryptor));
    }
}

internal sealed class KeyDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        var bytes = Convert.FromBase64String(encryptedElement.Value).AsSpan();
        var (nonce, tag) = (AesGcm.NonceByteSizes.MaxSize, AesGcm.TagByteSizes.MaxSize);
        var plain = new byte[bytes.Length - nonce - tag];
        using var aes = new AesGcm(KeyDerivation.Of(services.GetRequiredService<IOptions<WebOptions>>().Value), tag);
        aes.Decrypt(bytes[..nonce], bytes[(nonce + tag)..], bytes[nonce..(nonce + tag)], plain);
        return XElement.Parse(Encoding.UTF8.GetString(plain));
    }
}

file static class KeyDerivation
{
    public static byte[] Of(WebOptions options) => HKDF.DeriveKey(
        HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(options.Key!), 32, info: "BidForge.Web data-protection keys v1"u8.ToArray());
}
