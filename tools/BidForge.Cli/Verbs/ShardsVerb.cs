using BidForge.Cli.Shards;

namespace BidForge.Cli.Verbs;

internal static class ShardsVerb
{
    public static Command Create() => new("shards", "Where companies' bids lie, and how they get elsewhere while bids come in.")
    {
        ListVerb.Create(), ShowVerb.Create(), MoveVerb.Create(), SplitVerb.Create(), DrainVerb.Create(), PinVerb.Create(), AuditVerb.Create(),
    };
}
