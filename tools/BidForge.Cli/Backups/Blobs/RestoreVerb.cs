using BidForge.Backups.Blobs;
using BidForge.Backups.Places;
using BidForge.Backups.Restoring;
using BidForge.Buckets;
using BidForge.Cli.Running;

namespace BidForge.Cli.Backups.Blobs;

internal static class RestoreVerb
{
    private const string Bucket = "s3://";

    public static Command Create()
    {
        var to = Second.Option();
        var into = new Option<string>("--into") { Description = "A folder that is not there yet, or is empty; or s3://BUCKET, which gets what it has not.", Required = true };
        var command = new Verb("restore", "Brings back the blobs of a second, into a folder or a bucket.", $"""
            What is brought back: blobs written at that second or before, but for those that a run had missed by then. So what was deleted between two runs comes back for any second up to the
            later one. In a bucket nothing is overwritten or deleted; it is reached as Blobs__S3__... say, by another name. Killed on the way to a bucket, run it again: it goes on from there.
            {BlobMirror.Details}
            """)
        { to, into, BackupAccess.Json, StateFolder.Option };
        command.SetAction(parsed => BackupAccess.FailPlainlyAsync(async stop =>
        {
            var (mirror, place) = (BlobMirror.From(parsed), parsed.GetRequiredValue(into));
            var done = await new MirrorRestoration(mirror.Open()).RunAsync(Second.Of(parsed, to), Target(place, mirror.Source.S3), BackupAccess.Say, stop);
            if (parsed.GetValue(BackupAccess.Json))
                BackupAccess.Print(done);
            else
            {
                BlobLines.Print(done.Problems);
                Console.WriteLine(BlobLines.Of(done, place));
            }
            return done.ProblemCount is 0 ? ExitCode.Done : ExitCode.Failed;
        }));
        return command;
    }

    private static IPlace Target(string place, BucketOptions way)
    {
        if (place.StartsWith(Bucket, StringComparison.Ordinal))
            return new BucketPlace(new BucketOptions
            {
                Bucket = place[Bucket.Length..].TrimEnd('/'), ServiceUrl = way.ServiceUrl, Region = way.Region, AccessKey = way.AccessKey, SecretKey = way.SecretKey,
            });
        Restoration.ExpectNew(place);
        return new FolderPlace(place);
    }
}
