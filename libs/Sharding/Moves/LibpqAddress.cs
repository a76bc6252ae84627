using System.Globalization;
using Npgsql;

namespace BidForge.Sharding.Moves;

/// <summary>A connection string of .NET's driver as PostgreSQL's own client library writes it; the target's server connects to the source with it.</summary>
internal static class LibpqAddress
{
    public static string Of(string connection)
    {
        var address = new NpgsqlConnectionStringBuilder(connection);
        var parts = new (string Name, string? Value)[]
        {
            ("host", address.Host), ("port", address.Port.ToString(CultureInfo.InvariantCulture)), ("dbname", address.Database), ("user", address.Username),
            ("password", address.Password), ("sslmode", Mode(address.SslMode)), ("sslrootcert", address.RootCertificate), ("connect_timeout", "10"),
        };
        return string.Join(' ', parts.Where(part => part.Value is { Length: > 0 }).Select(part => $"{part.Name}={QuoteValue(part.Value!)}"));
    }

    /// <summary>As a literal of SQL, whatever <c>standard_conforming_strings</c> says.</summary>
    public static string Quote(string text) => $"E'{text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("'", @"\'", StringComparison.Ordinal)}'";

    private static string QuoteValue(string value) => $"'{value.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("'", @"\'", StringComparison.Ordinal)}'";

    private static string Mode(SslMode mode) => mode switch
    {
        SslMode.Disable => "disable",
        SslMode.Allow => "allow",
        SslMode.Prefer => "prefer",
        SslMode.Require => "require",
        SslMode.VerifyCA => "verify-ca",
        SslMode.VerifyFull => "verify-full",
        _ => "prefer",
    };
}
