using System.Globalization;
using BidForge.Cli.Running;
using BidForge.Cli.Shards;
using BidForge.Sharding;
using BidForge.Sharding.Map;

namespace BidForge.Cli.Demonstration;

/// <summary>What <c>./bidforge shards move</c> does, in the middle of the play.</summary>
internal static class DemoMove
{
    public static async Task<string> RunAsync(StateFolder folder, Guid packageId, CancellationToken cancellationToken)
    {
        await using var shards = ShardAccess.Connect(folder);
        if (!SlottedId.TryGetSlot(packageId, out var slot) || shards.All.Count is 1)
            return "one shard: there is nowhere to move a slot to";
        var source = SlotMap.Empty.With(await new Catalog(shards).ReadAsync(cancellationToken))[slot]!.Shard;
        var target = shards.All.First(shard => shard.Name != source).Name;
        var moved = await shards.Mover(quiet: true).MoveAsync(source, target, [slot], cancellationToken);
        return string.Create(CultureInfo.InvariantCulture, $"slot {slot} moved from {source} to {target} meanwhile: {moved.Rows:N0} rows, writes of it paused for {moved.PauseMilliseconds:N0} ms");
    }
}
