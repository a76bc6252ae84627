using System.Text.Json;
using BidForge.Backups.Places;
using BidForge.Backups.Sealing;
using BidForge.Buckets;

namespace BidForge.Backups.Tests.Blobs;

/// <summary>./bidforge backup blobs, with nothing of BidForge running.</summary>
public sealed class BlobCliTests(Buckets buckets) : IDisposable
{
    private const string Secret = "S3RVER";

    private readonly string root = Directory.CreateTempSubdirectory("bidforge-blob-cli-").FullName;

    private string KeyFile => Path.Combine(root, "keys", "key");

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public async Task A_bucket_is_mirrored_verified_listed_and_restored_by_settings_alone_and_no_secret_is_said()
    {
        BackupKey.Create(KeyFile);
        var (from, to, empty) = (await buckets.NewAsync(), await buckets.NewAsync(), await buckets.NewAsync());
        using var source = new BucketPlace(from);
        foreach (var number in new[] { 1, 2, 3 })
            await source.PutAsync(Scene.Name(number), stream => stream.WriteAsync(new byte[1000]).AsTask(), null, TestContext.Current.CancellationToken);
        var settings = Settings(from, to);

        var said = new List<string>();
        Assert.Equal(3, (await ExpectAsync("run", "--json")).GetProperty("copied").GetInt32());
        Assert.Equal(0, (await ExpectAsync("verify", "--sample", "50", "--json")).GetProperty("problemCount").GetInt32());
        Assert.Equal(3, (await ExpectAsync("list", "--json")).GetProperty("kept").GetInt32());
        Assert.Equal(3, (await ExpectAsync("restore", "--to", "latest", "--into", $"s3://{empty.Bucket}", "--json")).GetProperty("restored").GetInt32());
        using (var restored = new BucketPlace(empty))
            Assert.Equal(3, (await Scene.NamesAsync(restored)).Count);

        // Into a bucket that is not there: told, with no secret in it.
        var refused = await RunAsync("restore", "--to", "latest", "--into", "s3://there-is-none");
        Assert.Equal(1, refused.Code);
        Assert.Contains("there-is-none", refused.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", refused.Errors, StringComparison.Ordinal);
        var key = (await File.ReadAllTextAsync(KeyFile, TestContext.Current.CancellationToken)).Trim();
        Assert.All(said, text => Assert.False(text.Contains(Secret, StringComparison.Ordinal) || text.Contains(key, StringComparison.Ordinal), text));

        async Task<JsonElement> ExpectAsync(params string[] arguments)
        {
            var (code, output, errors) = await RunAsync(arguments);
            Assert.True(code is 0, $"{output}\n{errors}");
            return JsonSerializer.Deserialize<JsonElement>(output);
        }

        async Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments)
        {
            var result = await Tool.RunAsync(settings, ["backup", "blobs", .. arguments, "--state-dir", root]);
            said.AddRange([result.Output, result.Errors]);
            return result;
        }
    }

    [Fact]
    public async Task A_run_that_was_killed_is_gone_on_with()
    {
        const int all = 600;
        BackupKey.Create(KeyFile);
        var (blobs, store) = (Directory.CreateDirectory(Path.Combine(root, "blobs", "ab")).FullName, Path.Combine(root, "store"));
        for (var number = 0; number < all; number++)
            await File.WriteAllTextAsync(Path.Combine(blobs, $"{number:D32}"), $"{number}", TestContext.Current.CancellationToken);
        var settings = new Dictionary<string, string> { ["Backups__Directory"] = store, ["Backups__KeyFile"] = KeyFile };
        string[] run = ["backup", "blobs", "run", "--json", "--state-dir", root];

        using (var process = Tool.Start(settings, run))
        {
            await Eventually.TrueAsync(() => Task.FromResult(Kept() >= 20), "some are kept", TestContext.Current.CancellationToken);
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        var kept = Kept();
        Assert.InRange(kept, 20, all - 1);

        var (code, output, errors) = await Tool.RunAsync(settings, run);
        Assert.True(code is 0, $"{output}\n{errors}");
        Assert.Equal(all - kept, JsonSerializer.Deserialize<JsonElement>(output).GetProperty("copied").GetInt32());
        Assert.Equal(all, Kept());
        Assert.Empty(Directory.EnumerateFiles(store, "*.incoming", SearchOption.AllDirectories));

        int Kept() => Directory.Exists(store) ? Directory.EnumerateFiles(store, "*!*.sealed", SearchOption.AllDirectories).Count() : 0;
    }

    [Fact]
    public async Task What_is_not_set_up_is_said()
    {
        var (code, _, errors) = await Tool.RunAsync("backup", "blobs", "list", "--state-dir", root);
        Assert.Equal(6, code);
        Assert.Contains("backup init", errors, StringComparison.Ordinal);
        var missing = await Tool.RunAsync(
            new Dictionary<string, string> { ["Backups__Directory"] = Path.Combine(root, "store"), ["Backups__KeyFile"] = KeyFile }, "backup", "blobs", "run", "--state-dir", root);
        Assert.Equal(6, missing.Code);
        Assert.Contains(KeyFile, missing.Errors, StringComparison.Ordinal);
        var same = await Tool.RunAsync(
            new Dictionary<string, string> { ["Backups__Directory"] = Path.Combine(root, "blobs", "store"), ["Backups__KeyFile"] = KeyFile }, "backup", "blobs", "run", "--state-dir", root);
        Assert.Equal(1, same.Code);
        Assert.Contains("the same place", same.Errors, StringComparison.Ordinal);
    }

    /// <summary>As a cluster gives them: what is secret in files, the rest in variables.</summary>
    private Dictionary<string, string> Settings(BucketOptions from, BucketOptions to)
    {
        var secrets = Directory.CreateDirectory(Path.Combine(root, "secrets")).FullName;
        foreach (var section in new[] { "Blobs", "Backups" })
        {
            File.WriteAllText(Path.Combine(secrets, $"{section}__S3__AccessKey"), $"{Secret}\n");
            File.WriteAllText(Path.Combine(secrets, $"{section}__S3__SecretKey"), $"{Secret}\n");
        }
        return new(Buckets.Variables(from, to, KeyFile)) { ["BIDFORGE_SECRETS"] = secrets };
    }
}
