using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using BidForge.Analytics.Tests;
using BidForge.Contracts;
using BidForge.Messaging;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

[assembly: AssemblyFixture(typeof(AnalyticsSystem))]

namespace BidForge.Analytics.Tests;

/// <summary>The service, the real auth service, and a place on the bus to publish from.</summary>
public sealed class AnalyticsSystem() : RunningSystem("auth", "analytics")
{
    private IHost? publisher;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration["ConnectionStrings:rabbitmq"] = await App.GetConnectionStringAsync("rabbitmq");
        builder.Logging.ClearProviders();
        builder.AddMessaging("test", _ => { });
        publisher = builder.Build();
        await publisher.StartAsync();
    }

    protected override void Configure(IDistributedApplicationTestingBuilder builder) => builder.CreateResourceBuilder<ProjectResource>("analytics")
        .WithEnvironment("Usage__CollectEverySeconds", "1")
        .WithEnvironment("Usage__KeepEverySeconds", "1");

    /// <summary>
    /// Puts events on the bus, each as its own kind, in this order; <paramref name="times"/> with the same message id are redeliveries.
    /// Comes back when each has been handled: they overtake each other, so no one figure tells that the others are there.
    /// </summary>
    public async Task PublishAsync(IEnumerable<object> messages, int times = 1)
    {
        var bus = publisher!.Services.GetRequiredService<IBus>();
        var ids = new List<Guid>();
        foreach (var message in messages)
        {
            var id = Guid.CreateVersion7();
            ids.Add(id);
            for (var i = 0; i < times; i++)
                await bus.Publish(message, message.GetType(), context => context.MessageId = id, TestContext.Current.CancellationToken);
        }

        await using var database = NpgsqlDataSource.Create((await App.GetConnectionStringAsync("analytics-db"))!);
        await Eventually.TrueAsync(async () =>
        {
            await using var handled = database.CreateCommand("select count(distinct message_id) from inbox where message_id = any($1)");
            handled.Parameters.Add(new() { Value = ids.ToArray() });
            return await handled.ExecuteScalarAsync(TestContext.Current.CancellationToken) is long count && count == ids.Count;
        }, "every event was handled", TestContext.Current.CancellationToken);
    }

    internal async Task<TestCompany> RegisterAsync(CompanyKind kind)
    {
        using var auth = App.CreateHttpClient("auth");
        var email = $"{Guid.NewGuid():N}@example.com";
        using var answer = await auth.PostAsJsonAsync("/api/v1/auth/register", new
        {
            company = new
            {
                name = $"Company {email[..6]}",
                kind = kind is CompanyKind.Contractor ? "contractor" : "subcontractor",
                trades = new[] { "electrical" },
                place = new { city = "Chicago", region = "IL", country = "US", latitude = 41.88, longitude = -87.63 },
                serviceRadiusKm = 100,
                timeZone = "America/Chicago",
            },
            user = new { name = "Ada Miller", email, password = "correct-horse-7-battery" },
        }, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        var session = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        var client = new HttpClient { BaseAddress = new Uri(App.GetEndpoint("analytics"), "/api/v1/analytics/") };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", session.GetProperty("accessToken").GetString());
        return new(session.GetProperty("company").GetProperty("id").GetGuid(), client);
    }

    public override async ValueTask DisposeAsync()
    {
        if (publisher is not null)
        {
            await publisher.StopAsync();
            publisher.Dispose();
        }
        await base.DisposeAsync();
    }
}
