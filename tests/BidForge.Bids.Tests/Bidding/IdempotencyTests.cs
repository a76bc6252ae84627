using BidForge.Bids.Tests.Support;
using BidForge.Contracts;
using Npgsql;

namespace BidForge.Bids.Tests.Bidding;

public sealed class IdempotencyTests(Servers servers)
{
    [Fact]
    public async Task The_same_key_with_another_body_or_for_another_act_is_refused()
    {
        var market = await Market.OpenAsync(servers.First);
        var bidder = Person.Of(CompanyKind.Subcontractor);
        using var client = servers.First.As(bidder);
        var bid = (await client.WriteAsync(HttpMethod.Post, $"/packages/{market.PackageId}/bids", Market.Bid(1m), "k1").OkAsync()).GetProperty("bid").Id("id");
        await client.WriteAsync(HttpMethod.Post, $"/packages/{market.PackageId}/bids", Market.Bid(2m), "k1").RefusedAsync(422, "idempotency.key-reused");
        await client.WriteAsync(HttpMethod.Put, $"/bids/{bid}", Market.Bid(1m), "k1", "\"1\"").RefusedAsync(422, "idempotency.key-reused");
        await market.SubmitAsync(Person.Of(CompanyKind.Subcontractor));
    }

    [Fact]
    public async Task A_revision_sent_many_times_at_once_is_one_revision_and_one_answer()
    {
        var market = await Market.OpenAsync(servers.First);
        var bidder = Person.Of(CompanyKind.Subcontractor);
        var bid = (await market.SubmitAsync(bidder)).GetProperty("bid").Id("id");
        using var first = servers.First.As(bidder);
        using var second = servers.Second.As(bidder);
        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(number =>
            (number % 2 is 0 ? first : second).WriteAsync(HttpMethod.Put, $"/bids/{bid}", Market.Bid(3m), "again", "\"1\"").OkAsync()));
        Assert.Single(answers.Select(answer => answer.GetRawText()).Distinct());
        Assert.Equal(2L, await servers.AskAsync<long>(market, "select count(*) from bid_revisions where package_id = $1"));
    }

    [Fact]
    public async Task A_bid_whose_answer_was_lost_is_heard_of_by_sending_again_even_after_the_deadline()
    {
        var market = await Market.OpenAsync(servers.First);
        var bidder = Person.Of(CompanyKind.Subcontractor);
        using var client = servers.First.As(bidder);
        var first = await client.WriteAsync(HttpMethod.Post, $"/packages/{market.PackageId}/bids", Market.Bid(), "lost").OkAsync();
        await market.CloseAndOpenAsync();
        var again = await client.WriteAsync(HttpMethod.Post, $"/packages/{market.PackageId}/bids", Market.Bid(), "lost").OkAsync();
        Assert.Equal(first.GetRawText(), again.GetRawText());
        await client.WriteAsync(HttpMethod.Post, $"/packages/{market.PackageId}/bids", Market.Bid(), "new").RefusedAsync(409, "bid.deadline-passed");
    }

    [Fact]
    public async Task A_bid_sent_again_at_the_deadline_while_the_first_is_under_way_hears_that_the_first_was_in_time()
    {
        var settings = await servers.AloneAsync("postgres");
        await using var app = servers.Start(settings);
        var market = await Market.OpenAsync(app, byEvent: false);
        await market.SubmitAsync(Person.Of(CompanyKind.Subcontractor));
        await using var shard = NpgsqlDataSource.Create(settings["ConnectionStrings:bid0"]);
        await using var holder = await shard.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await ExecuteAsync(holder, """
            create function hold() returns trigger language plpgsql as $$ begin perform pg_advisory_xact_lock_shared(4711); return null; end $$;
            create trigger hold after insert on bid_revisions for each row execute function hold();
            select pg_advisory_lock(4711);
            """);
        using var client = app.As(Person.Of(CompanyKind.Subcontractor));

        // Accepted, and held up before its commit until the deadline is over. All that takes its time was done before: one call is sure to be in time.
        await market.ChangeAsync(terms => terms with { DueAt = TimeProvider.System.GetUtcNow().AddSeconds(20) });
        var first = client.WriteAsync(HttpMethod.Post, $"/packages/{market.PackageId}/bids", Market.Bid(), "k");
        await Eventually.TrueAsync(async () => await WaitingAsync(shard) is 1, "the first was accepted in time", TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(
            () => Task.FromResult(TimeProvider.System.GetUtcNow() > market.Terms.DueAt.AddMilliseconds(200)), "the deadline is over", TestContext.Current.CancellationToken);
        var again = client.WriteAsync(HttpMethod.Post, $"/packages/{market.PackageId}/bids", Market.Bid(), "k");
        var other = client.WriteAsync(HttpMethod.Post, $"/packages/{market.PackageId}/bids", Market.Bid(), "another");
        await other.RefusedAsync(409, "bid.deadline-passed");
        await Eventually.TrueAsync(async () => await WaitingAsync(shard) is 2, "the second waits for the first", TestContext.Current.CancellationToken);
        await ExecuteAsync(holder, "select pg_advisory_unlock(4711)");

        Assert.Equal((await first.OkAsync()).GetRawText(), (await again.OkAsync()).GetRawText());
    }

    [Fact]
    public async Task A_refusal_does_not_use_the_key_up()
    {
        var market = await Market.OpenAsync(servers.First);
        using var client = servers.First.As(Person.Of(CompanyKind.Subcontractor));
        await client.WriteAsync(HttpMethod.Post, $"/packages/{market.PackageId}/bids", Market.Bid(scopeVersion: 2), "k").RefusedAsync(409, "bid.scope-stale");
        await client.WriteAsync(HttpMethod.Post, $"/packages/{market.PackageId}/bids", Market.Bid(), "k").OkAsync();
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<long> WaitingAsync(NpgsqlDataSource shard)
    {
        await using var command = shard.CreateCommand(
            "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and wait_event = 'advisory'");
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
