namespace BidForge.Testing;

/// <summary>What a test may ask of the broker.</summary>
public static class RabbitMQExtensions
{
    /// <summary>Its metrics are at the endpoint <c>prometheus</c>: the image has the plugin, switched on.</summary>
    public static IResourceBuilder<RabbitMQServerResource> WithPrometheusPlugin(this IResourceBuilder<RabbitMQServerResource> builder) =>
        builder.WithHttpEndpoint(targetPort: 15692, name: "prometheus");
}
