using BidForge.Auth.Storage;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace BidForge.Auth.Tests.Support;

/// <summary>One more auth service, in this process, on Kestrel, on a free port of 127.0.0.1, with the settings that a test gives it.</summary>
internal sealed class HostedAuth : WebApplicationFactory<AuthDb>
{
    private readonly IReadOnlyDictionary<string, string> settings;

    private HostedAuth(IReadOnlyDictionary<string, string> settings)
    {
        this.settings = settings;
        UseKestrel(0);
    }

    public Uri Address => ClientOptions.BaseAddress;

    public static async Task<HostedAuth> StartAsync(IReadOnlyDictionary<string, string> settings)
    {
        var auth = new HostedAuth(settings);
        try
        {
            await Task.Run(auth.StartServer);
            return auth;
        }
        catch
        {
            await auth.DisposeAsync();
            throw;
        }
    }

    public HttpClient CreateHttpClient() => new() { BaseAddress = Address };

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        builder.UseSetting("Logging:LogLevel:Default", "Error");
        foreach (var (name, value) in settings)
            builder.UseSetting(name.Replace("__", ":", StringComparison.Ordinal), value);
    }
}
