using System.Text.Json;
using System.Text.RegularExpressions;

namespace BidForge.Monitoring.Tests.Secrecy.Views;

/// <summary>Everything that can be read of the API, from its own description, and the writes that tell most by how they refuse.</summary>
internal sealed partial class Surface
{
    private static readonly string[] TellingRefusals = ["POST /api/v1/packages/{packageId}/open", "POST /api/v1/packages/{packageId}/award", "POST /api/v1/admin/packages/{packageId}/open"];

    private readonly IReadOnlyList<(HttpMethod Method, string Template)> operations;

    private Surface(IReadOnlyList<(HttpMethod, string)> operations) => this.operations = operations;

    public static async Task<Surface> ReadAsync(HttpClient gateway, CancellationToken ct)
    {
        var document = JsonSerializer.Deserialize<JsonElement>(await gateway.GetStringAsync("/openapi/v1.json", ct));
        var found =
            from path in document.GetProperty("paths").EnumerateObject()
            from operation in path.Value.EnumerateObject()
            let method = new HttpMethod(operation.Name.ToUpperInvariant())
            where method == HttpMethod.Get || method == HttpMethod.Head || TellingRefusals.Contains($"{method} {path.Name}")
            // A stream does not end; it is listened to by itself.
            where !path.Name.EndsWith("/stream", StringComparison.Ordinal)
            select (method, path.Name);
        return new([.. found.OrderBy(operation => operation.Name, StringComparer.Ordinal)]);
    }

    /// <summary>Every operation with every combination of the ids that its path asks for.</summary>
    /// <param name="ids">By the parameter's name.</param>
    /// <exception cref="KeyNotFoundException">The API has a kind of id that this test does not know: say what to put there.</exception>
    public IEnumerable<(HttpMethod Method, string Path)> Targets(IReadOnlyDictionary<string, Guid[]> ids) =>
        from operation in operations
        from path in Filled(operation.Template, ids)
        select (operation.Method, path);

    private static IEnumerable<string> Filled(string template, IReadOnlyDictionary<string, Guid[]> ids)
    {
        var parameter = Parameter().Match(template);
        if (!parameter.Success)
            return [template];
        return ids[parameter.Groups[1].Value].SelectMany(id => Filled(template.Replace(parameter.Value, id.ToString(), StringComparison.Ordinal), ids));
    }

    [GeneratedRegex(@"\{([^}]+)\}")]
    private static partial Regex Parameter();
}
