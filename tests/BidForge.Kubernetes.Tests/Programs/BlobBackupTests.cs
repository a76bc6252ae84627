using System.CommandLine;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using BidForge.Buckets;
using BidForge.Cli.Verbs;
using BidForge.Kubernetes.Tests.Rendering;
using BidForge.Testing.S3;

namespace BidForge.Kubernetes.Tests.Programs;

/// <summary>What copies the bucket of files to another one, every night.</summary>
public sealed partial class BlobBackupTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("bidforge-cluster-blobs-");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static MatrixTheoryData<string, string> Jobs => new(["staging", "production"], ["blob-backups-run", "blob-backups-verify"]);

    public void Dispose() => folder.Delete(recursive: true);

    [Theory, MemberData(nameof(Jobs))]
    public void A_job_says_something_that_the_tool_understands(string environment, string job)
    {
        var container = Container(environment, job);
        Assert.Equal(["dotnet", "bidforge.dll"], container.Json.Texts("command"));
        Assert.Empty(new RootCommand { BackupVerb.Create() }.Parse([.. container.Json.Texts("args")]).Errors);
    }

    [Theory, InlineData("staging"), InlineData("production")]
    public void Copies_lie_in_another_bucket_and_region_than_files(string environment)
    {
        var site = Kubectl.Render($"overlays/{environment}").Of("ConfigMap").Single(it => it.Json.Has("data/BLOBS_BUCKET")).Json.Map("data");
        Assert.NotEqual(site["BLOBS_BUCKET"], site["BLOB_BACKUPS_BUCKET"]);
        Assert.NotEqual(site["BLOBS_REGION"], site["BLOB_BACKUPS_REGION"]);
        // And where the file service looks for them.
        Assert.Equal(Variable(SettingsTests.Container(environment, "file"), "Blobs__S3__Bucket"), Variable(Container(environment, "blob-backups-run"), "Blobs__S3__Bucket"));
    }

    [Fact]
    public void Alerts_watch_jobs_that_are_there()
    {
        var world = Kubectl.Render("overlays/production");
        var watched = world.Find("PrometheusRule", "backups")!.Json.List("spec/groups").SelectMany(group => group.List("rules"))
            .SelectMany(rule => CronJobName().Matches(rule.Text("expr")!).Select(match => match.Groups[1].Value)).Distinct().Order();
        Assert.Equal(world.Of("CronJob").Select(it => it.Name).Where(name => name.StartsWith("blob-backups-", StringComparison.Ordinal)).Order(), watched);
    }

    [Fact]
    public async Task The_jobs_copy_and_read_with_what_staging_gives_them()
    {
        await using var server = await S3Server.StartAsync();
        var (run, verify) = (Container("staging", "blob-backups-run"), Container("staging", "blob-backups-verify"));
        var environment = await new MountedEnvironment(Kubectl.Render("overlays/staging"), folder.FullName, (_, _) => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))).OfAsync(run);
        using var s3 = BucketClient.Connect(new() { ServiceUrl = server.Address, AccessKey = "S3RVER", SecretKey = "S3RVER" });
        foreach (var section in new[] { "Blobs", "Backups" })
        {
            await s3.PutBucketAsync(environment[$"{section}__S3__Bucket"], Cancel);
            environment[$"{section}__S3__ServiceUrl"] = server.Address.ToString();
        }
        // What the account's identity is on a cluster.
        (environment["AWS_ACCESS_KEY_ID"], environment["AWS_SECRET_ACCESS_KEY"]) = ("S3RVER", "S3RVER");
        await s3.PutObjectAsync(new() { BucketName = environment["Blobs__S3__Bucket"], Key = "blobs/0", ContentBody = "a plan", UseChunkEncoding = false }, Cancel);

        Assert.Contains("1 of them copied", await RunAsync(run), StringComparison.Ordinal);
        var stored = (await s3.ListObjectsV2Async(new() { BucketName = environment["Backups__S3__Bucket"], Prefix = "blobs/kept/" }, Cancel)).S3Objects;
        Assert.StartsWith("blobs/kept/blobs/0!6!", Assert.Single(stored).Key, StringComparison.Ordinal);
        Assert.Contains("of 1 blobs read", await RunAsync(verify), StringComparison.Ordinal);

        async Task<string> RunAsync(Container job)
        {
            var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, job.Json.Texts("command")[1]), .. job.Json.Texts("args")])
            {
                RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder.FullName,
            };
            foreach (var (name, value) in environment)
                start.Environment[name] = value;
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync(Cancel);
            var output = await process.StandardOutput.ReadToEndAsync(Cancel);
            await process.WaitForExitAsync(Cancel);
            Assert.True(process.ExitCode is 0, output + await errors);
            return output;
        }
    }

    private static Container Container(string environment, string job) => Kubectl.Render($"overlays/{environment}").Containers.Single(it => it.Owner.Kind is "CronJob" && it.Owner.Name == job);

    private static string? Variable(Container container, string name) =>
        container.Json.List("env").Single(variable => variable.Text("name") == name) is var variable && variable.Has("valueFrom")
            ? variable.Text("valueFrom/configMapKeyRef/key")
            : variable.Text("value");

    [GeneratedRegex("cronjob=\"([^\"]+)\"")]
    private static partial Regex CronJobName();
}
