using System.Net;
using BidForge.Bids.Tests.Support;
using BidForge.Contracts;
using Npgsql;

namespace BidForge.Bids.Tests.Shards;

public sealed class PgBouncerTests(Servers servers)
{
    [Fact]
    public async Task Bids_are_submitted_revised_and_opened_through_a_pool_that_shares_sessions_and_no_company_s_rows_leak()
    {
        var settings = new Dictionary<string, string>(await servers.AloneAsync("postgres")) { ["Sharding:PreparedStatements"] = "0", ["Messaging:RelayListens"] = "false" };
        await using var pool = await PgBouncer.StartAsync(settings["ConnectionStrings:bid0"]);
        settings["ConnectionStrings:bid0"] = pool.Connection;
        await using var app = servers.Start(settings);
        var market = await Market.OpenAsync(app, byEvent: false);
        var (one, other) = (Person.Of(CompanyKind.Subcontractor), Person.Of(CompanyKind.Subcontractor));
        using var first = app.As(one);
        using var second = app.As(other);
        var mine = (await market.SubmitAsync(one, 1m)).GetProperty("bid").Id("id");
        var theirs = (await market.SubmitAsync(other, 2m)).GetProperty("bid").Id("id");
        await first.WriteAsync(HttpMethod.Put, $"/bids/{mine}", Market.Bid(3m), ifMatch: "\"1\"").OkAsync();

        await Parallel.ForAsync(0, 300, new ParallelOptions { MaxDegreeOfParallelism = 24 }, async (number, _) =>
        {
            var (client, own, foreign) = number % 2 is 0 ? (first, mine, theirs) : (second, theirs, mine);
            Assert.Equal(own, (await client.ReadAsync($"/packages/{market.PackageId}/bids/mine").OkAsync()).Id("id"));
            using var refused = await client.ReadAsync($"/bids/{foreign}");
            Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        });

        await using var shard = NpgsqlDataSource.Create(pool.Connection);
        await Parallel.ForAsync(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (number, _) =>
            Assert.Equal(number % 3 is 2 ? "none" : "1", number % 3 is 2 ? await IdentityAsync(shard) : await BidsSeenAsync(shard, market, number % 3 is 0 ? one : other)));

        await market.ChangeAsync(terms => terms with { DueAt = TimeProvider.System.GetUtcNow() });
        Assert.Equal(2, (int)(await market.OpenBidsAsync()).GetProperty("bidCount").GetDecimal());
        Assert.True(await SessionsAsync(shard) <= PgBouncer.Sessions);
    }

    /// <summary>What the database lets a company see when the query forgets to ask for it.</summary>
    private static async Task<string> BidsSeenAsync(NpgsqlDataSource shard, Market market, Person person)
    {
        await using var batch = shard.CreateBatch();
        batch.BatchCommands.Add(new("select enter_slot($1, $2, false)") { Parameters = { new() { Value = (short)market.Slot }, new() { Value = person.CompanyId } } });
        batch.BatchCommands.Add(new("select count(*)::text from bids where package_id = $1") { Parameters = { new() { Value = market.PackageId } } });
        await using var reader = await batch.ExecuteReaderAsync();
        await reader.NextResultAsync();
        await reader.ReadAsync();
        return reader.GetString(0);
    }

    /// <summary>Role and company of a session that nobody has entered.</summary>
    private static async Task<string> IdentityAsync(NpgsqlDataSource shard)
    {
        await using var after = shard.CreateCommand("select current_setting('role') || coalesce(current_setting('app.company', true), '')");
        return (string)(await after.ExecuteScalarAsync())!;
    }

    private static async Task<long> SessionsAsync(NpgsqlDataSource shard)
    {
        await using var sessions = shard.CreateCommand(
            "select count(*) from pg_stat_activity where datname = current_database() and backend_type = 'client backend'");
        return (long)(await sessions.ExecuteScalarAsync())!;
    }
}
