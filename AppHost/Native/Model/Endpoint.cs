using System.Globalization;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A port that a process listens on, one per replica.</summary>
internal sealed class Endpoint(string name, string scheme, int? fixedPort, string? env)
{
    public string Name => name;

    public string Scheme => scheme;

    /// <summary>The variable that tells the process its port, beside ASPNETCORE_URLS.</summary>
    public string? Env => env;

    /// <summary>The port asked for; only the first replica can have it.</summary>
    public int? FixedPort { get; set; } = fixedPort;

    public bool External { get; set; }

    /// <summary>Chosen once when the application starts, so that a restarted process comes back where it was.</summary>
    public int[] Ports { get; set; } = [];

    public string Url(int replica) => $"{scheme}://127.0.0.1:{Ports[replica]}";
}

/// <summary>A promise of the address of an endpoint, known when the application starts.</summary>
public sealed class EndpointReference
{
    private readonly Endpoint endpoint;

    internal EndpointReference(Endpoint endpoint) => this.endpoint = endpoint;

    public string EndpointName => endpoint.Name;

    public string Url => endpoint.Url(0);

    public string Host => "127.0.0.1";

    public int Port => endpoint.Ports[0];

    /// <summary>One part of the address.</summary>
    public EndpointReferenceExpression Property(EndpointProperty property) => new(this, property);
}

/// <summary>A part of an endpoint's address.</summary>
public enum EndpointProperty
{
    Url,
    Host,
    Port,
    Scheme,
}

/// <summary>A promise of one part of an endpoint's address.</summary>
public sealed class EndpointReferenceExpression
{
    private readonly EndpointReference endpoint;
    private readonly EndpointProperty property;

    internal EndpointReferenceExpression(EndpointReference endpoint, EndpointProperty property) => (this.endpoint, this.property) = (endpoint, property);

    internal string Value => property switch
    {
        EndpointProperty.Url => endpoint.Url,
        EndpointProperty.Host => endpoint.Host,
        EndpointProperty.Port => endpoint.Port.ToString(CultureInfo.InvariantCulture),
        EndpointProperty.Scheme => new Uri(endpoint.Url).Scheme,
        _ => throw new InvalidOperationException($"{property} is not a part of an endpoint's address."),
    };
}
