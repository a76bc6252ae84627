using System.Reflection;
using BidForge.AppHost.Native.Running;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>Puts an application together from resources.</summary>
public interface IDistributedApplicationBuilder
{
    ConfigurationManager Configuration { get; }

    IHostEnvironment Environment { get; }

    DistributedApplicationExecutionContext ExecutionContext { get; }

    /// <summary>The folder of the app host's project; project paths are relative to it.</summary>
    string AppHostDirectory { get; }

    /// <summary>What the application is made of, in the order of its description.</summary>
    IList<IResource> Resources { get; }

    IResourceBuilder<T> AddResource<T>(T resource) where T : IResource;

    DistributedApplication Build();
}

/// <summary>What the description is used for; here always to run it.</summary>
public sealed class DistributedApplicationExecutionContext
{
    public bool IsPublishMode => false;

    public bool IsRunMode => true;
}

internal sealed class DistributedApplicationBuilder : IDistributedApplicationBuilder
{
    private static readonly Dictionary<string, string> Switches = new() { ["--state-dir"] = "state-dir", ["--port"] = "port", ["--shards"] = "shards" };

    public DistributedApplicationBuilder(string[] args)
    {
        AppHostDirectory = Path.Combine(Repository.Root, "AppHost");
        Configuration.AddEnvironmentVariables();
        if (System.Environment.GetEnvironmentVariable("BIDFORGE_STATE") is { Length: > 0 } state)
            Configuration["state-dir"] = state;
        Configuration.AddCommandLine(args, Switches);
        Environment = new RunEnvironment(
            Configuration["ASPNETCORE_ENVIRONMENT"] ?? Configuration["DOTNET_ENVIRONMENT"] ?? Environments.Development, AppHostDirectory);
    }

    public ConfigurationManager Configuration { get; } = new();

    public IHostEnvironment Environment { get; }

    public DistributedApplicationExecutionContext ExecutionContext { get; } = new();

    public string AppHostDirectory { get; }

    public IList<IResource> Resources { get; } = [];

    public IResourceBuilder<T> AddResource<T>(T resource) where T : IResource
    {
        if (Resources.Any(r => r.Name == resource.Name))
            throw new InvalidOperationException($"Two resources are named {resource.Name}.");
        Resources.Add(resource);
        return new ResourceBuilder<T>(this, resource);
    }

    public DistributedApplication Build() => new(this);

    private sealed class RunEnvironment(string name, string contentRoot) : IHostEnvironment
    {
        public string ApplicationName { get; set; } = Assembly.GetExecutingAssembly().GetName().Name!;

        public string EnvironmentName { get; set; } = name;

        public string ContentRootPath { get; set; } = contentRoot;

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
