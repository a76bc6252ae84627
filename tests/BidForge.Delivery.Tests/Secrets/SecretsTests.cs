using System.Diagnostics;
using BidForge.Delivery.Tests.Scripts;

namespace BidForge.Delivery.Tests.Secrets;

public sealed class SecretsTests
{
    /// <summary>Put together here, so that this file does not hold what it looks for.</summary>
    public static TheoryData<string, string> Leaks => new()
    {
        { "a private key", "-----BEGIN EC " + "PRIVATE KEY-----" },
        { "an AWS access key", "AKIA" + "IOSFODNN7EXAMPLE" },
        { "a GitHub token", "ghp_" + new string('a', 36) },
        { "a Slack token or webhook", "xoxb-" + "123456789012-abcdef" },
        { "a Google API key", "AIza" + new string('b', 35) },
        { "a signed token", "eyJ" + new string('c', 30) + ".eyJ" + new string('d', 30) + "." + new string('e', 30) },
        { "a password in an address", "amqp://app:" + "hunter2hunter2@broker.internal" },
        { "a password in a connection string", "Host=db;Username=app;Password" + "=hunter2hunter2" },
        { "a secret given in a setting", "  \"KeyEncryptionKey\": \"" + new string('f', 40) + "\"" },
        { "an npm token", "//registry.example/:_authToken" + "=" + new string('g', 36) },
        { "a Sentry address with a secret", "https://" + new string('0', 32) + ":" + new string('1', 32) + "@" },
    };

    [Theory]
    [MemberData(nameof(Leaks))]
    public void A_secret_is_recognised(string kind, string text) => Assert.Contains(kind, SecretPatterns.In(text));

    [Theory]
    [InlineData("amqp://guest:guest@127.0.0.1:5672")]
    [InlineData("Host=db;Password={password}")]
    [InlineData("\"Password=$PGPASSWORD\"")]
    [InlineData("ConnectionStrings__auth: from the secret store")]
    public void What_only_looks_like_one_is_left_alone(string text) => Assert.Empty(SecretPatterns.In(text));

    [Fact]
    public void No_secret_is_in_the_repository()
    {
        var found = Tracked()
            .Where(path => new FileInfo(Repository.Path(path)) is { Exists: true, Length: < 2_000_000 } && !IsBinary(path))
            .SelectMany(path => SecretPatterns.In(Repository.Read(path)).Select(kind => $"{path} holds {kind}"));
        Assert.Empty(found);
    }

    [Fact]
    public void No_file_is_in_the_repository_that_holds_secrets_by_its_nature()
    {
        string[] never = ["/.env", ".pfx", ".p12", ".pem", ".key", "id_rsa", "kubeconfig", "secrets.json", "bid-keys.json", "demo-logins.json"];
        Assert.DoesNotContain(Tracked(), path => never.Any(name => $"/{path}".EndsWith(name, StringComparison.Ordinal)));
    }

    private static List<string> Tracked()
    {
        using var git = Sandbox.Start(new ProcessStartInfo("git", ["-c", "safe.directory=*", "-C", Repository.Root, "ls-files", "--cached", "--others", "--exclude-standard"]) { RedirectStandardOutput = true });
        var files = git.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).ToList();
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
        Assert.Contains("BidForge.sln", files);
        return files;
    }

    private static bool IsBinary(string path) => Path.GetExtension(path) is ".png" or ".jpg" or ".gif" or ".pdf" or ".zip" or ".woff2" or ".ico";
}
