namespace BidForge.Delivery.Tests.Scripts;

/// <summary>The look at a site after a roll-out, with answers that the test decides on.</summary>
public sealed class SmokeTests : IDisposable
{
    private const string Works = """
        while [ "$1" != "--output" ]; do shift; done
        body=$2
        case "${!#}" in
            */api/v1/trades) text='{"data":[]}' status=200 ;;
            */.well-known/jwks.json) text='{"keys":[]}' status=200 ;;
            */openapi/v1.json) text='{"paths":{"/api/v1/packages/{id}":{}}}' status=200 ;;
            */api/v1/bids) text='{"code":"auth.required"}' status=401 ;;
            */login) text='<input name="password">' status=200 ;;
            *) text='BidForge' status=200 ;;
        esac
        """;

    private const string Answer = """
        printf '%s' "$text" > "$body"
        printf '%s' "$status"
        """;

    private readonly Sandbox sandbox = new();

    public SmokeTests()
    {
        sandbox["SMOKE_TRIES"] = "2";
        sandbox["SMOKE_PAUSE"] = "0";
    }

    [Fact]
    public async Task A_site_that_answers_as_it_should_works()
    {
        sandbox.StandIn("curl", $"{Works}\n{Answer}");
        var (code, output, errors) = await sandbox.ScriptAsync("smoke.sh", "https://bids.example/");
        Assert.True(code is 0, errors);
        Assert.Contains("works", output);
        Assert.Contains(sandbox.Calls, call => call.EndsWith(" https://bids.example/api/v1/trades", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("*/api/v1/trades", "status=503", "/api/v1/trades answered 503 and not 200")]
    [InlineData("*/api/v1/bids", "status=200", "/api/v1/bids answered 200 and not 401")]
    [InlineData("*/openapi/v1.json", "text='{}'", "/openapi/v1.json does not hold /api/v1/packages")]
    public async Task One_that_does_not_is_named_by_what_is_wrong(string path, string instead, string words)
    {
        sandbox.StandIn("curl", $"{Works}\ncase \"${{!#}}\" in {path}) {instead} ;; esac\n{Answer}");
        var (code, _, errors) = await sandbox.ScriptAsync("smoke.sh", "https://bids.example");
        Assert.Equal(1, code);
        Assert.Contains(words, errors);
        Assert.Contains("after 2 tries", errors);
    }

    [Fact]
    public async Task One_that_nobody_answers_for_does_not_work()
    {
        sandbox.StandIn("curl", "exit 7");
        Assert.Equal(1, (await sandbox.ScriptAsync("smoke.sh", "https://bids.example")).Code);
    }

    public void Dispose() => sandbox.Dispose();
}
