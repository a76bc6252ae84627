namespace Aspire.Hosting;

/// <summary>Adds the projects of the solution.</summary>
public static class ProjectExtensions
{
    /// <param name="builder">The application.</param>
    /// <param name="name">Under this name others find it.</param>
    /// <param name="projectPath">The .csproj, relative to the app host's folder.</param>
    public static IResourceBuilder<ProjectResource> AddProject(this IDistributedApplicationBuilder builder, string name, string projectPath) =>
        builder.AddResource(new ProjectResource(name, projectPath));

    /// <summary>Runs the project n times, each on a port of its own; those who reference it are handed every address.</summary>
    public static IResourceBuilder<ProjectResource> WithReplicas(this IResourceBuilder<ProjectResource> builder, int replicas)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(replicas, 1);
        builder.Resource.Replicas = replicas;
        return builder;
    }

    /// <summary>Healthy is: this path answers with this status.</summary>
    public static IResourceBuilder<ProjectResource> WithHttpHealthCheck(
        this IResourceBuilder<ProjectResource> builder, string? path = null, int? statusCode = null, string? endpointName = null)
    {
        (builder.Resource.HealthPath, builder.Resource.HealthStatus) = (path ?? "/", statusCode ?? 200);
        return builder;
    }

    public static IResourceBuilder<ProjectResource> WithArgs(this IResourceBuilder<ProjectResource> builder, params string[] args)
    {
        builder.Resource.Arguments = [.. builder.Resource.Arguments, .. args];
        return builder;
    }
}
