using System.Net.Http.Headers;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

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
        // On a busy machine being slow is not being away: neither when it is asked whether a deadline is over, nor at the end.
        builder.ConfigureServices(services => services.Configure<HostOptions>(host => host.ShutdownTimeout = Eventually.Patience)
            .AddHttpClient(Terms.Deadlines.ClientName).ConfigureHttpClient(client => client.Timeout = Eventually.Patience));
        if (configure is not null)
            builder.ConfigureServices(configure);
    }
}
