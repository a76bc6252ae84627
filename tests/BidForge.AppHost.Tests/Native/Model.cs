namespace BidForge.AppHost.Tests.Native;

/// <summary>Small descriptions of the tests' own, made of a real server and a real project.</summary>
internal static class Model
{
    public const string MailSink = "../tools/BidForge.MailSink/BidForge.MailSink.csproj";

    public static IDistributedApplicationBuilder Create() => DistributedApplication.CreateBuilder(
        ["--throwaway", "true", "--state-dir", Path.Combine(Path.GetTempPath(), $"bidforge-test-{Environment.ProcessId}-{Guid.NewGuid():N}")]);

    public static IResourceBuilder<ProjectResource> AddSink(this IDistributedApplicationBuilder builder, string name) => builder.AddProject(name, MailSink)
        .WithHttpEndpoint()
        .WithEndpoint(scheme: "smtp", name: "smtp", env: "Smtp__Port")
        .WithHttpHealthCheck("/health");

    public static ReplicaState StateOf(this DistributedApplication app, string name) => app.Orchestrator.InstancesOf(name)[0].State;
}
