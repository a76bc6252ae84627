using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BidForge.ServiceDefaults.Health;

/// <summary>/alive says that the process runs; /health that it can work, naming each dependency with the time it took, and how full disk and memory are. Degraded is still 200: it goes on without that dependency.</summary>
public static class HealthExtensions
{
    internal static void AddHealth(this WebApplicationBuilder builder) => builder.Services.AddHealthChecks().AddCheck<DiskCheck>("disk").AddCheck<MemoryCheck>("memory");

    /// <summary>The service can't work without this database.</summary>
    public static IHealthChecksBuilder AddPostgres(this IHealthChecksBuilder checks, string name, Func<IServiceProvider, Npgsql.NpgsqlDataSource> source) =>
        checks.Add(new(name, services => new PostgresCheck(source(services)), HealthStatus.Unhealthy, null, TimeSpan.FromSeconds(3)));

    internal static void MapHealth(this WebApplication app)
    {
        app.MapGet("/alive", () => TypedResults.Text("alive")).AllowAnonymous().ExcludeFromDescription().DisableHttpMetrics();
        app.MapHealthChecks("/health", new HealthCheckOptions { ResponseWriter = WriteAsync, AllowCachingResponses = false }).AllowAnonymous().DisableHttpMetrics();
    }

    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "application/json";
        return JsonSerializer.SerializeAsync(
            context.Response.Body, new { status = HealthWords.Of(report.Status), checks = HealthWords.Of(report) }, JsonSerializerOptions.Web, context.RequestAborted);
    }
}
