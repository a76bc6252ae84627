using Npgsql;

namespace BidForge.Sharding.Tests;

public sealed class SlotTests(Servers servers)
{
    [Fact]
    public async Task Sql_and_csharp_give_ten_thousand_companies_the_same_slots()
    {
        await using var database = NpgsqlDataSource.Create(await servers.CreateDatabaseAsync(cancellationToken: TestContext.Current.CancellationToken));
        await SqlMigrations.Embedded(typeof(Slots).Assembly, "shard-").RunAsync(database, TestContext.Current.CancellationToken);
        var companies = Enumerable.Range(0, 10_000).Select(number => number % 2 is 0 ? Guid.NewGuid() : Guid.CreateVersion7()).ToArray();
        await using var command = database.CreateCommand("select bidforge_slot(company) from unnest($1) with ordinality c (company, n) order by n");
        command.Parameters.Add(new() { Value = companies });
        await using var row = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        foreach (var company in companies)
        {
            Assert.True(await row.ReadAsync(TestContext.Current.CancellationToken));
            Assert.Equal(Slots.Of(company), row.GetInt16(0));
        }
    }

    [Fact]
    public void Companies_spread_over_all_slots()
    {
        var counts = new int[Slots.Count];
        for (var number = 0; number < 100_000; number++)
            counts[Slots.Of(Guid.CreateVersion7())]++;
        Assert.All(counts, count => Assert.InRange(count, 40, 170));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(511)]
    [InlineData(1023)]
    public void An_id_knows_its_slot(int slot)
    {
        var id = SlottedId.New(slot, TimeProvider.System.GetUtcNow());
        Assert.True(SlottedId.TryGetSlot(id, out var found));
        Assert.Equal(slot, found);
        Assert.Equal(7, id.Version);
    }

    [Fact]
    public void An_id_of_another_make_has_no_slot()
    {
        Assert.False(SlottedId.TryGetSlot(Guid.Empty, out _));
        Assert.False(SlottedId.TryGetSlot(Guid.Parse("00000000-0000-4000-8000-000000000000"), out _));
        Assert.False(SlottedId.TryGetSlot(Guid.Parse("00000000-0000-7fff-8000-000000000000"), out _));
    }
}
