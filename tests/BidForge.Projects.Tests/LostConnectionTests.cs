using System.Data.Common;
using System.Net;
using System.Security.Claims;
using BidForge.Projects.Tests.Support;
using BidForge.ServiceDefaults.Http;
using BidForge.ServiceDefaults.Tokens;
using BidForge.Storage;
using BidForge.Storage.Idempotency;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace BidForge.Projects.Tests;

/// <summary>A connection that is lost late in a write: what it wrote last went well.</summary>
public sealed class LostConnectionTests(Services services)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/with-key", "key")]
    [InlineData("/without", null)]
    public async Task A_write_whose_connection_is_lost_before_its_commit_is_503_and_works_when_sent_again(string path, string? key)
    {
        var database = await services.CreateDatabaseAsync(cancellationToken: Cancel);
        await using var source = NpgsqlDataSource.Create(database);
        await ExecuteAsync(source, IdempotencySchema.Sql);
        await ExecuteAsync(source, "create table notes (id uuid primary key)");
        var loss = new Loss(source);
        await using var app = await StartAsync(database, loss);

        using (var lost = await SendAsync(app, path, key))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, lost.StatusCode);
            Assert.NotNull(lost.Headers.RetryAfter);
        }
        Assert.True(loss.Happened);
        Assert.Equal(0L, await CountAsync(source));
        using var again = await SendAsync(app, path, key);
        Assert.Equal(HttpStatusCode.NoContent, again.StatusCode);
        Assert.Equal(1L, await CountAsync(source));
    }

    private static async Task<WebApplication> StartAsync(string database, Loss loss)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration["ConnectionStrings:notes"] = database;
        builder.AddDatabase<Db>("notes");
        builder.Services.AddBidForgeProblems().AddSingleton(TimeProvider.System).ConfigureDbContext<Db>(options => options.AddInterceptors(loss));
        var app = builder.Build();
        app.UseExceptionHandler();
        app.Use((context, next) =>
        {
            context.User = Somebody;
            return next(context);
        });
        app.UseRouting();
        app.UseRequestHash();
        app.MapPost("/with-key", async (Db db) =>
        {
            db.Add(new Note());
            await db.SaveChangesAsync(Cancel);
            return Results.NoContent();
        }).WithIdempotency<RouteHandlerBuilder, Db>();
        app.MapPost("/without", async (Db db) =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(Cancel);
            db.Add(new Note());
            await db.SaveChangesAsync(Cancel);
            await transaction.CommitAsync(Cancel);
            return Results.NoContent();
        });
        await app.StartAsync(Cancel);
        return app;
    }

    private static ClaimsPrincipal Somebody { get; } = new(new ClaimsIdentity(
        [
            new(ClaimNames.User, Guid.NewGuid().ToString()), new(ClaimNames.Company, Guid.NewGuid().ToString()), new(ClaimNames.Session, Guid.NewGuid().ToString()),
            new(ClaimNames.Role, "owner"), new(ClaimNames.Kind, "contractor"),
        ], "test"));

    private static async Task<HttpResponseMessage> SendAsync(WebApplication app, string path, string? key)
    {
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        if (key is not null)
            request.Headers.Add(RequestHash.HeaderName, key);
        return await http.SendAsync(request, Cancel);
    }

    private static async Task<long> CountAsync(NpgsqlDataSource source)
    {
        await using var count = source.CreateCommand("select count(*) from notes");
        return (long)(await count.ExecuteScalarAsync(Cancel))!;
    }

    private static async Task ExecuteAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancel);
    }

    public sealed class Note
    {
        public Guid Id { get; init; } = Guid.NewGuid();
    }

    private sealed class Db(DbContextOptions<Db> options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder model) => model.Entity<Note>().ToTable("notes").Property(note => note.Id).HasColumnName("id");
    }

    /// <summary>Ends the server's side of a connection once the first note has been written over it.</summary>
    private sealed class Loss(NpgsqlDataSource source) : DbCommandInterceptor
    {
        public bool Happened { get; private set; }

        public override async ValueTask<DbDataReader> ReaderExecutedAsync(
            DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
        {
            if (!Happened && command.CommandText.Contains("INSERT INTO notes", StringComparison.OrdinalIgnoreCase))
            {
                Happened = true;
                await using var end = source.CreateCommand("select pg_terminate_backend($1, 30000)");
                end.Parameters.Add(new() { Value = ((NpgsqlConnection)command.Connection!).ProcessID });
                Assert.Equal(true, await end.ExecuteScalarAsync(cancellationToken));
            }
            return result;
        }
    }
}
