using System.Net.Http.Headers;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace BidForge.Bids.Tests.Support;

/// <summary>One replica of the bid service, in this process, on real servers. (Any public type of the service names its program.)</summary>
public sealed class BidApp(IReadOnlyDictionary<string, string> settings, Issuer issuer, Action<IServiceCollection>? configure = null) : WebApplicationFactory<Board.BoardChanged>
{
    public HttpClient As(Person person)
    {
        var client = CreateDefaultClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", issuer.Token(person));
        return client;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        foreach (var (name, value) in settings)
            builder.UseSetting(name, value);
        if (configure is not null)
            builder.ConfigureServices(configure);
    }
}
