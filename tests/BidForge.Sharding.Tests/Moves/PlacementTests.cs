using BidForge.Sharding.Inspection;
using BidForge.Sharding.Moves;

namespace BidForge.Sharding.Tests.Moves;

public sealed class PlacementTests
{
    [Fact]
    public void A_split_takes_half_of_the_rows_and_empty_slots_too()
    {
        var slots = Enumerable.Range(0, 101).ToDictionary(slot => slot, slot => slot is 0 ? 5000L : slot < 51 ? 100L : 0L);
        var half = Placement.Half(slots);
        Assert.DoesNotContain(0, half);
        Assert.InRange(half.Sum(slot => slots[slot]), 4900, 5100);
        Assert.Equal(half.Distinct().Order(), half);
    }

    [Fact]
    public void A_shard_is_spread_so_that_the_others_end_up_alike()
    {
        var slots = Enumerable.Range(0, 60).ToDictionary(slot => slot, _ => 10L);
        var spread = Placement.Spread(slots, new Dictionary<string, long> { ["full"] = 600, ["empty"] = 0, ["half"] = 300 });
        Assert.Equal(["empty", "half"], spread.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(45, spread["empty"].Count);
        Assert.Equal(Enumerable.Range(0, 60), spread.Values.SelectMany(part => part).Order());
    }

    [Theory]
    [InlineData("5,7,10-20", "5,7,10-20")]
    [InlineData("3,2,1", "1-3")]
    [InlineData("1023", "1023")]
    public void Slots_are_read_and_written_as_people_do(string text, string written)
    {
        Assert.True(Ranges.TryRead(text, out var slots));
        Assert.Equal(written, Ranges.Write(slots));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1024")]
    [InlineData("-1")]
    [InlineData("5-3")]
    [InlineData("1-2-3")]
    [InlineData("a")]
    public void What_is_no_list_of_slots_is_refused(string text) => Assert.False(Ranges.TryRead(text, out _));

    [Fact]
    public void An_address_is_written_as_the_client_library_of_PostgreSQL_reads_it() => Assert.Equal(
        @"host='db' port='5433' dbname='bid1' user='me' password='it\'s \\ a' sslmode='prefer' connect_timeout='10'",
        LibpqAddress.Of(@"Host=db;Port=5433;Username=me;Password=""it's \ a"";Database=bid1"));
}
