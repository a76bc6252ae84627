using BidForge.Bids.Sealing;
using BidForge.Ledger;
using Microsoft.Extensions.Options;

namespace BidForge.Kubernetes.Tests.Secrets;

/// <summary>The key file of the bid service, brought by a secret.</summary>
public sealed class KeyFileTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_new_key_is_taken_into_use_when_the_cluster_turns_the_link()
    {
        var first = KeyFile.Create(Now);
        var second = first.WithNewSigner(Now.AddDays(1));
        using var secret = new MountedSecret(("bid-keys.json", Text(first)));
        var keys = new Keys(Options.Create(new SealingOptions { KeyFile = Path.Combine(secret.Folder, "bid-keys.json") }), TimeProvider.System, file => new FileMasterKeys(file));
        var before = keys.Signer;
        keys.Reload();
        Assert.Same(before, keys.Signer);
        secret.Write(("bid-keys.json", Text(second)));
        keys.Reload();
        Assert.NotSame(before, keys.Signer);
    }

    [Fact]
    public void A_key_file_that_the_group_may_read_is_private_enough_and_one_for_everybody_is_not()
    {
        using var secret = new MountedSecret(("bid-keys.json", Text(KeyFile.Create(Now))));
        var path = Path.Combine(secret.Folder, "bid-keys.json");
        Assert.Single(KeyStore.Read(path, create: false).Masters);
        File.SetUnixFileMode(Path.Combine(secret.Folder, "..1", "bid-keys.json"), UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Assert.Throws<InvalidOperationException>(() => KeyStore.Read(path, create: false));
    }

    private static string Text(KeyFile file) => System.Text.Encoding.UTF8.GetString(file.ToJson());
}
