namespace Aspire.Hosting;

/// <summary>Adds values that come from outside.</summary>
public static class ParameterExtensions
{
    /// <summary>Read from <c>Parameters:{name}</c>; missing is an error when the application starts.</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(this IDistributedApplicationBuilder builder, string name, bool secret = false) =>
        builder.AddResource(new ParameterResource(name, secret, _ =>
            builder.Configuration[$"Parameters:{name}"] ?? throw new InvalidOperationException($"Parameter {name} has no value: set Parameters__{name}.")));

    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, string value, bool publishValueAsDefault = false, bool secret = false) =>
        builder.AddResource(new ParameterResource(name, secret, _ => builder.Configuration[$"Parameters:{name}"] ?? value));

    /// <summary>Read from <c>Parameters:{name}</c>; otherwise made at the first start and kept with the data.</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, ParameterDefault value, bool secret = false, bool persist = false) =>
        builder.AddResource(new ParameterResource(name, secret, secrets =>
            builder.Configuration[$"Parameters:{name}"] ?? secrets.GetOrCreate(name, value.Length)));
}
