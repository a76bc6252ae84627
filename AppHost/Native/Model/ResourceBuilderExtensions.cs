namespace Aspire.Hosting;

/// <summary>What can be said of any resource.</summary>
public static class ResourceBuilderExtensions
{
    /// <summary>Starts this resource only once the other is healthy.</summary>
    public static IResourceBuilder<T> WaitFor<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency)
        where T : IResourceWithWaitSupport
    {
        builder.Self().WaitsFor.Add((Resource)dependency.Resource);
        return builder;
    }

    /// <summary>Hands over <c>ConnectionStrings__{name}</c>.</summary>
    public static IResourceBuilder<T> WithReference<T>(
        this IResourceBuilder<T> builder, IResourceBuilder<IResourceWithConnectionString> source, string? connectionName = null, bool optional = false)
        where T : IResourceWithEnvironment
    {
        var (target, referenced) = (builder.Process(), (IConnection)source.Resource);
        target.References.Add((Resource)source.Resource);
        target.Environment.Add(env => env[$"ConnectionStrings__{connectionName ?? source.Resource.Name}"] = referenced.ConnectionString);
        return builder;
    }

    /// <summary>Hands over <c>services__{name}__{endpoint}__{i}</c>, one for each replica.</summary>
    public static IResourceBuilder<T> WithReference<T>(this IResourceBuilder<T> builder, IResourceBuilder<ProjectResource> source)
        where T : IResourceWithEnvironment
    {
        var referenced = source.Resource;
        builder.Self().References.Add(referenced);
        builder.Process().Environment.Add(env =>
        {
            foreach (var endpoint in referenced.Endpoints)
                for (var replica = 0; replica < referenced.Replicas; replica++)
                    env[$"services__{referenced.Name}__{endpoint.Name}__{replica}"] = endpoint.Url(replica);
        });
        return builder;
    }

    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, string? value)
        where T : IResourceWithEnvironment => builder.Set(name, () => value ?? "");

    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, IResourceBuilder<ParameterResource> parameter)
        where T : IResourceWithEnvironment => builder.Set(name, () => parameter.Resource.Value);

    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, EndpointReference endpoint)
        where T : IResourceWithEnvironment => builder.Set(name, () => endpoint.Url);

    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, EndpointReferenceExpression value)
        where T : IResourceWithEnvironment => builder.Set(name, () => value.Value);

    /// <summary>Listens on a port: the given one, or a free one that is kept for as long as the application runs.</summary>
    public static IResourceBuilder<T> WithEndpoint<T>(
        this IResourceBuilder<T> builder, int? port = null, int? targetPort = null, string? scheme = null, string? name = null, string? env = null)
        where T : IResourceWithEndpoints
    {
        builder.Process().Endpoints.Add(new Endpoint(name ?? scheme ?? "tcp", scheme ?? "tcp", port ?? targetPort, env));
        return builder;
    }

    /// <summary>Listens for HTTP; the process is told by <c>ASPNETCORE_URLS</c> and, if named, by <paramref name="env"/>.</summary>
    public static IResourceBuilder<T> WithHttpEndpoint<T>(
        this IResourceBuilder<T> builder, int? port = null, int? targetPort = null, string? name = null, string? env = null, bool isProxied = true)
        where T : IResourceWithEndpoints => builder.WithEndpoint(port, targetPort, "http", name ?? "http", env);

    /// <summary>Marks the HTTP endpoints as the ones that people use.</summary>
    public static IResourceBuilder<T> WithExternalHttpEndpoints<T>(this IResourceBuilder<T> builder) where T : IResourceWithEndpoints
    {
        builder.Process().Endpoints.Where(e => e.Scheme == "http").ToList().ForEach(e => e.External = true);
        return builder;
    }

    public static EndpointReference GetEndpoint<T>(this IResourceBuilder<T> builder, string name) where T : IResourceWithEndpoints =>
        new(builder.Process().Endpoint(name));

    private static IResourceBuilder<T> Set<T>(this IResourceBuilder<T> builder, string name, Func<string> value) where T : IResource
    {
        builder.Process().Environment.Add(env => env[name] = value());
        return builder;
    }

    private static Resource Self<T>(this IResourceBuilder<T> builder) where T : IResource => (Resource)(IResource)builder.Resource;

    private static ProcessResource Process<T>(this IResourceBuilder<T> builder) where T : IResource => (ProcessResource)(IResource)builder.Resource;
}
