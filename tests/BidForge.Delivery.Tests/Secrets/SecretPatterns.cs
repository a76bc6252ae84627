using System.Text.RegularExpressions;

namespace BidForge.Delivery.Tests.Secrets;

/// <summary>How secrets look that people commit by mistake.</summary>
internal static partial class SecretPatterns
{
    private static readonly (string Kind, Regex Pattern)[] All =
    [
        ("a private key", PrivateKey()),
        ("an AWS access key", AwsKey()),
        ("a GitHub token", GitHubToken()),
        ("a Slack token or webhook", Slack()),
        ("a Google API key", GoogleKey()),
        ("a signed token", SignedToken()),
        ("a password in an address", PasswordInAddress()),
        ("a password in a connection string", ConnectionPassword()),
        ("a secret given in a setting", SecretSetting()),
        ("an npm token", NpmToken()),
        ("a Sentry address with a secret", Sentry()),
    ];

    // What tests and documents use in place of a password.
    private static readonly string[] Placeholders =
        ["guest", "password", "nothing", "nobody", "secret", "changeme", "example", "test", "postgres", "wrong", "x", "p", "pw", "pass"];

    /// <summary>What kind of secret each hit is; never the secret, which would end in a log.</summary>
    public static IEnumerable<string> In(string text) => All
        .SelectMany(one => one.Pattern.Matches(text).Where(hit => !IsPlaceholder(hit)).Select(_ => one.Kind));

    // A value that is a word for one, or is put in when the program runs.
    private static bool IsPlaceholder(Match hit) => hit.Groups["value"] is { Success: true, Value: var value }
        && (Placeholders.Contains(value.ToLowerInvariant()) || value.IndexOfAny(['{', '}', '$', '<', '(', '*', '%']) >= 0);

    [GeneratedRegex("-----BEGIN (RSA |EC |OPENSSH |ENCRYPTED |PGP )?PRIVATE KEY")]
    private static partial Regex PrivateKey();

    [GeneratedRegex(@"\b(AKIA|ASIA)[0-9A-Z]{16}\b")]
    private static partial Regex AwsKey();

    [GeneratedRegex(@"\b(gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{50,})")]
    private static partial Regex GitHubToken();

    [GeneratedRegex(@"\bxox[abprs]-[A-Za-z0-9-]{10,}|hooks\.slack\.com/services/T\w+/B\w+/\w+")]
    private static partial Regex Slack();

    [GeneratedRegex(@"\bAIza[0-9A-Za-z_-]{35}\b")]
    private static partial Regex GoogleKey();

    [GeneratedRegex(@"\beyJ[A-Za-z0-9_-]{20,}\.eyJ[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{20,}")]
    private static partial Regex SignedToken();

    [GeneratedRegex(@"\b(?:amqps?|postgres(?:ql)?|rediss?|https?)://[\w.-]+:(?<value>[^@/\s""'{}$]+)@[\w.-]+")]
    private static partial Regex PasswordInAddress();

    [GeneratedRegex(@"\bPassword=(?<value>[^;\s""'\\]+)", RegexOptions.IgnoreCase)]
    private static partial Regex ConnectionPassword();

    [GeneratedRegex(@"^\s*[""']?\w*(?:Key|Secret|Password|Token)[""']?\s*[:=]\s*[""'](?<value>[A-Za-z0-9+/=_-]{32,})[""']\s*,?\s*$", RegexOptions.Multiline)]
    private static partial Regex SecretSetting();

    [GeneratedRegex(@"_(?:authToken|auth|password)\s*=\s*(?<value>\S+)")]
    private static partial Regex NpmToken();

    [GeneratedRegex(@"https://[0-9a-f]{32}:[0-9a-f]{32}@")]
    private static partial Regex Sentry();
}
