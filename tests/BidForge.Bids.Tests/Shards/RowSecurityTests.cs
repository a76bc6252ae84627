using BidForge.Bids.Tests.Support;
using BidForge.Contracts;
using BidForge.Contracts.Projects;
using BidForge.Sharding.Map;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace BidForge.Bids.Tests.Shards;

public sealed class RowSecurityTests(Servers servers)
{
    private static readonly string[] Tables = ["bids", "bid_revisions", "idempotency_keys", "package_terms", "package_keys", "package_scopes", "package_invitees", "openings", "opening_approvals", "awards", "plugs", "estimates", "taken_alternates", "stated_totals", "award_undos", "views", "board", "archived_history"];

    [Fact]
    public async Task A_query_without_a_company_filter_gets_no_foreign_row()
    {
        var market = await Market.OpenAsync(servers.First, visibility: Visibility.Invited);
        var (one, other) = (Person.Of(CompanyKind.Subcontractor), Person.Of(CompanyKind.Subcontractor));
        await market.InviteAsync(one);
        await market.InviteAsync(other);
        await market.SubmitAsync(one);
        await market.SubmitAsync(other);
        var shard = servers.First.Services.GetRequiredService<ShardMap>().ForSlot(market.Slot);

        Assert.Equal(2, await CountAsync(shard, market, market.Contractor, "select count(*) from bids where package_id = $1"));
        Assert.Equal(1, await CountAsync(shard, market, one, "select count(*) from bids where package_id = $1"));
        Assert.Equal(1, await CountAsync(shard, market, one, "select count(*) from bid_revisions where package_id = $1"));
        Assert.Equal(1, await CountAsync(shard, market, one, "select count(*) from package_invitees where package_id = $1"));
        var stranger = Person.Of(CompanyKind.Subcontractor);
        foreach (var table in Tables.Except(["idempotency_keys", "views", "plugs", "board"]))
            Assert.Equal(0, await CountAsync(shard, market, stranger, $"select count(*) from {table} where package_id = $1"));
        foreach (var table in new[] { "idempotency_keys", "views", "plugs", "board" })
            Assert.Equal(0, await CountAsync(shard, market, stranger, $"select count(*) from {table} where $1::uuid is not null"));
    }

    [Fact]
    public async Task Every_table_with_a_company_forces_row_level_security_and_its_role_owns_nothing()
    {
        await using var command = servers.Shards[0].CreateCommand("""
            select count(*) from pg_class where relname = any ($1) and relrowsecurity and relforcerowsecurity
                and relowner <> (select oid from pg_roles where rolname = 'bid_app')
            """);
        string[] all = [.. Tables, "outbox", "inbox"];
        command.Parameters.Add(new() { Value = all });
        Assert.Equal((long)all.Length, await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("outbox")]
    [InlineData("inbox")]
    public async Task What_travels_by_the_bus_can_be_read_by_no_request(string table)
    {
        var market = await Market.OpenAsync(servers.First);
        await market.SubmitAsync(Person.Of(CompanyKind.Subcontractor));
        var shard = servers.First.Services.GetRequiredService<ShardMap>().ForSlot(market.Slot);
        var refused = await Assert.ThrowsAsync<PostgresException>(
            () => CountAsync(shard, market, market.Contractor, $"select count(*) from {table} where $1::uuid is not null"));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public async Task Every_sharded_table_has_the_slot_in_its_primary_key()
    {
        await using var command = servers.Shards[0].CreateCommand("""
            select string_agg(c.relname, ', ') from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = 'public' and c.relkind in ('r', 'p') and c.relname not in ('schema_migrations')
                and not exists (
                    select from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
                    where i.indrelid = c.oid and i.indisprimary and a.attname = 'slot')
            """);
        Assert.Equal(DBNull.Value, await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_pooled_connection_keeps_nothing_of_the_company_that_used_it_before()
    {
        var market = await Market.OpenAsync(servers.First);
        var people = Enumerable.Range(0, 12).Select(_ => Person.Of(CompanyKind.Subcontractor)).ToList();
        foreach (var person in people)
            await market.SubmitAsync(person);
        var shard = servers.First.Services.GetRequiredService<ShardMap>().ForSlot(market.Slot);
        await Parallel.ForEachAsync(Enumerable.Range(0, 400), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (number, _) =>
            Assert.Equal(1, await CountAsync(shard, market, people[number % people.Count], "select count(*) from bids where package_id = $1")));
        await using var after = shard.CreateCommand("select current_setting('role') || coalesce(current_setting('app.company', true), '')");
        Assert.Equal("none", await after.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    private static async Task<long> CountAsync(NpgsqlDataSource shard, Market market, Person person, string sql)
    {
        await using var batch = shard.CreateBatch();
        batch.BatchCommands.Add(new("select enter_slot($1, $2, false)") { Parameters = { new() { Value = (short)market.Slot }, new() { Value = person.CompanyId } } });
        batch.BatchCommands.Add(new(sql) { Parameters = { new() { Value = market.PackageId } } });
        await using var reader = await batch.ExecuteReaderAsync();
        await reader.NextResultAsync();
        await reader.ReadAsync();
        return reader.GetInt64(0);
    }
}
