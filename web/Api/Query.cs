using System.Globalization;
using System.Text;

namespace BidForge.Web.Api;

/// <summary>Builds a query string; empty values are left out.</summary>
internal sealed class Query(string path)
{
    private readonly StringBuilder _text = new(path);
    private char _separator = path.Contains('?') ? '&' : '?';

    public Query Add(string name, string? value)
    {
        if (string.IsNullOrWhiteSpace(value)) return this;
        _text.Append(_separator).Append(name).Append('=').Append(Uri.EscapeDataString(value.Trim()));
        _separator = '&';
        return this;
    }

    public Query Add(string name, IFormattable? value, string? format = null) =>
        Add(name, value?.ToString(format, CultureInfo.InvariantCulture));

    public Query Add(string name, Enum? value) => Add(name, value is null ? null : Camel(value.ToString()));

    public override string ToString() => _text.ToString();

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
