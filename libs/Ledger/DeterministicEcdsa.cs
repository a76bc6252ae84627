using System.Numerics;
using System.Security.Cryptography;

namespace BidForge.Ledger;

/// <summary>
/// ES256 with the deterministic nonce of RFC 6979: one key and one text make one signature, so that a receipt can be made again, byte for byte, from what it says.
/// The curve's arithmetic is the platform's; what remains here works on blinded numbers, for big integers take time that depends on their value.
/// </summary>
internal static class DeterministicEcdsa
{
    private const int Bytes = 32;

    private static readonly BigInteger Order = Read(Convert.FromHexString("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551"));

    /// <summary>r and s, 32 bytes each (RFC 7518, 3.4).</summary>
    /// <param name="key">A P-256 key with its private part.</param>
    public static byte[] Sign(ECDsa key, ReadOnlySpan<byte> message)
    {
        var parameters = key.ExportParameters(includePrivateParameters: true);
        var hash = SHA256.HashData(message);
        try
        {
            using var nonces = new NonceSequence(parameters.D!, Write(Read(hash) % Order));
            while (true)
            {
                if (TrySign(Read(parameters.D!), Read(hash), nonces.Next()) is not { } signature)
                    continue;
                // A fault in the arithmetic must not give a signature away that tells of the key.
                return key.VerifyHash(hash, signature) ? signature : throw new CryptographicException("The signature does not verify.");
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(parameters.D);
        }
    }

    private static byte[]? TrySign(BigInteger key, BigInteger hash, byte[] nonce)
    {
        var k = Read(nonce);
        if (k.IsZero || k >= Order)
            return null;
        var r = Read(XOf(nonce)) % Order;
        var blind = Read(RandomNumberGenerator.GetBytes(Bytes)) % (Order - 1) + 1;
        var s = Inverse(blind * k % Order) * (blind * hash % Order + blind * key % Order * r) % Order;
        return r.IsZero || s.IsZero ? null : [.. Write(r), .. Write(s)];
    }

    // The point k times G is the public key of the private key k.
    private static byte[] XOf(byte[] nonce)
    {
        using var point = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = nonce });
        return point.ExportParameters(includePrivateParameters: false).Q.X!;
    }

    // Extended Euclid: five times as fast as raising to the order less two. Its time tells of a blinded value only.
    private static BigInteger Inverse(BigInteger value)
    {
        var (old, rest) = (value, Order);
        var (factor, next) = (BigInteger.One, BigInteger.Zero);
        while (!rest.IsZero)
        {
            var quotient = BigInteger.DivRem(old, rest, out var remainder);
            (old, rest) = (rest, remainder);
            (factor, next) = (next, factor - quotient * next);
        }
        return factor.Sign < 0 ? factor + Order : factor;
    }

    private static BigInteger Read(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true, isBigEndian: true);

    private static byte[] Write(BigInteger value)
    {
        var bytes = new byte[Bytes];
        value.TryWriteBytes(bytes.AsSpan(Bytes - value.GetByteCount(isUnsigned: true)), out _, isUnsigned: true, isBigEndian: true);
        return bytes;
    }
}
