namespace BidForge.Testing;

/// <summary>What a test may ask of the broker.</summary>
public static class RabbitMQExtensions
{
    /// <summary>Says its metrics at the endpoint <c>prometheus</c>, which takes it some seconds more to start.</summary>
    public static IResourceBuilder<RabbitMQServerResource> WithPrometheusPlugin(this IResourceBuilder<RabbitMQServerResource> builder)
    {
        builder.Resource.Prometheus = true;
        return builder.WithEndpoint(scheme: "http", name: "prometheus");
    }
}
