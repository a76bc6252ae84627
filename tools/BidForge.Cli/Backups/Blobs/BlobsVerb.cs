namespace BidForge.Cli.Backups.Blobs;

internal static class BlobsVerb
{
    public static Command Create() => new Verb("blobs", "Mirrors blobs alone, between folders and buckets: on a cluster, where other programs back up the servers.", BlobMirror.Details)
    {
        RunVerb.Create(), ListVerb.Create(), VerifyVerb.Create(), RestoreVerb.Create(),
    };
}
