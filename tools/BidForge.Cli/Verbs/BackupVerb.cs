using BidForge.Cli.Backups;

namespace BidForge.Cli.Verbs;

internal static class BackupVerb
{
    public static Command Create() => new Verb("backup", "Backs up databases and blobs, and restores them to any second.", BackupAccess.Details)
    {
        InitVerb.Create(), RunVerb.Create(), ShipVerb.Create(), ListVerb.Create(), CheckVerb.Create(), RestoreVerb.Create(), DrillVerb.Create(), Backups.Blobs.BlobsVerb.Create(),
    };
}
