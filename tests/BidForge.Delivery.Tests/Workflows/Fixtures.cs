namespace BidForge.Delivery.Tests.Workflows;

/// <summary>A workflow that keeps every rule, and for each rule the same one with one thing wrong.</summary>
internal static class Fixtures
{
    private const string Digest = "0123456789abcdef0123456789abcdef01234567";

    public const string Good = $$$"""
        name: Good
        on:
          push:
            branches: [main]
        permissions:
          contents: read
        concurrency:
          group: good
          cancel-in-progress: false
        jobs:
          ship:
            runs-on: ubuntu-24.04
            timeout-minutes: 10
            environment: staging
            permissions:
              packages: write
            steps:
              - uses: actions/checkout@{{{Digest}}} # v4.2.2
                with:
                  persist-credentials: false
              - uses: somebody/scan@{{{Digest}}} # 0.30.0
                with:
                  exit-code: "1"
              - uses: somebody/build@{{{Digest}}} # v6.1.0
                with:
                  push: true
              - run: cosign sign "$IMAGE"
              - run: .github/scripts/deploy.sh staging digests "$SITE"
          tests:
            uses: ./.github/workflows/ci.yml
          rollout:
            needs: [ship, tests]
            uses: ./.github/workflows/rollout.yml
        """;

    public static IReadOnlyDictionary<string, string> Breaking { get; } = new Dictionary<string, string>
    {
        ["actions-pinned"] = With($"somebody/build@{Digest} # v6.1.0", "somebody/build@v6"),
        ["permissions-start-with-reading"] = With("contents: read", "contents: write"),
        ["permissions-named"] = With("permissions:\n      packages: write", "permissions: write-all"),
        ["time-limit"] = With("timeout-minutes: 10", "timeout-minutes: 600"),
        ["concurrency"] = With("group: good", "group: ''"),
        ["no-unsafe-trigger"] = With("push:\n    branches: [main]", "pull_request_target:"),
        ["no-expression-in-script"] = With("\"$IMAGE\"", "\"${{ github.event.pull_request.title }}\""),
        ["no-credentials-left"] = With("persist-credentials: false", "fetch-depth: 0"),
        ["runner-named"] = With("ubuntu-24.04", "ubuntu-latest"),
        ["own-files-exist"] = With("cosign sign", ".github/scripts/nowhere.sh; cosign sign"),
        ["roll-outs-in-an-environment"] = With("    environment: staging\n", ""),
        ["roll-outs-end"] = With("cancel-in-progress: false", "cancel-in-progress: true"),
        ["rolled-out-after-tests"] = With("needs: [ship, tests]", "needs: ship"),
        ["signed-before-pushed-on"] = With("cosign sign", "echo"),
        ["scanned-before-pushed"] = With("exit-code: \"1\"", "exit-code: \"0\""),
    };

    private static string With(string good, string bad) =>
        Good.Contains(good, StringComparison.Ordinal) ? Good.Replace(good, bad, StringComparison.Ordinal) : throw new InvalidOperationException($"The good workflow has no {good}.");
}
