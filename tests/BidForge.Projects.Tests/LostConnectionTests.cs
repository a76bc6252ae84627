using System.Net;
using System.Security.Claims;
using BidForge.Projects.Tests.Support;
using BidForge.ServiceDefaults.Http;
using BidForge.ServiceDefaults.Tokens;
using BidForge.Storage.Idempotency;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace BidForge.Projects.Tests;

/// <summary>
/// A connection that is lost late in a write that has a key. The write need not notice: Entity Framework says nothing of a savepoint that it could not release.
/// </summary>
public sealed class LostConnectionTests(Services services)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_write_whose_connection_is_lost_before_its_answer_is_kept_is_503_and_works_when_sent_again()
    {
        var (database, lose) = (await services.CreateDatabaseAsync(cancellationToken: Cancel), true);
        await using (var source = NpgsqlDataSource.Create(database))
        await using (var create = source.CreateCommand(IdempotencySchema.Sql))
            await create.ExecuteNonQueryAsync(Cancel);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddBidForgeProblems().AddDbContext<Db>(options => options.UseNpgsql(database));
        await using var app = builder.Build();
        app.UseExceptionHandler();
        app.Use((context, next) =>
        {
            context.User = Somebody;
            return next(context);
        });
        app.UseRouting();
        app.UseRequestHash();
        app.MapPost("/", async (Db db) =>
        {
            if (lose)
                await Assert.ThrowsAsync<PostgresException>(() => db.Database.ExecuteSqlRawAsync("select pg_terminate_backend(pg_backend_pid())", Cancel));
            return Results.NoContent();
        }).WithIdempotency<RouteHandlerBuilder, Db>();
        await app.StartAsync(Cancel);

        using (var lost = await SendAsync(app))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, lost.StatusCode);
            Assert.NotNull(lost.Headers.RetryAfter);
        }
        lose = false;
        using var again = await SendAsync(app);
        Assert.Equal(HttpStatusCode.NoContent, again.StatusCode);
    }

    private static ClaimsPrincipal Somebody { get; } = new(new ClaimsIdentity(
        [
            new(ClaimNames.User, Guid.NewGuid().ToString()), new(ClaimNames.Company, Guid.NewGuid().ToString()), new(ClaimNames.Session, Guid.NewGuid().ToString()),
            new(ClaimNames.Role, "owner"), new(ClaimNames.Kind, "contractor"),
        ], "test"));

    private static async Task<HttpResponseMessage> SendAsync(WebApplication app)
    {
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/");
        request.Headers.Add(RequestHash.HeaderName, "key");
        return await http.SendAsync(request, Cancel);
    }

    private sealed class Db(DbContextOptions<Db> options) : DbContext(options);
}
