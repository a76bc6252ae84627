using System.Text.Json;

namespace BidForge.AppHost.Tests.Cli;

public sealed class FlagsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("bidforge-flags-").FullName;

    private string File => Path.Combine(folder, "features.json");

    [Fact]
    public async Task Without_rules_each_flag_is_as_the_program_has_it()
    {
        var flag = await LiveAsync();
        Assert.True(flag.GetProperty("default").GetBoolean());
        Assert.Equal(JsonValueKind.Null, flag.GetProperty("rules").ValueKind);
        Assert.NotEmpty(flag.GetProperty("description").GetString()!);
    }

    [Fact]
    public async Task A_company_that_is_named_has_it_and_one_that_is_excluded_has_not_whatever_the_percentage()
    {
        var (named, excluded) = (Guid.NewGuid(), Guid.NewGuid());
        await WriteAsync($$"""{ "Users": ["{{named}}"], "DefaultRolloutPercentage": 0, "Exclusion": { "Users": ["{{excluded}}"] } }""");
        Assert.True((await LiveAsync("--company", $"{named}")).GetProperty("company").GetBoolean());
        Assert.False((await LiveAsync("--company", $"{Guid.NewGuid()}")).GetProperty("company").GetBoolean());
        await WriteAsync($$"""{ "DefaultRolloutPercentage": 100, "Exclusion": { "Users": ["{{excluded}}"] } }""");
        Assert.False((await LiveAsync("--company", $"{excluded}")).GetProperty("company").GetBoolean());
        var rules = (await LiveAsync("--company", $"{named}")).GetProperty("rules");
        Assert.Equal("some", rules.GetProperty("state").GetString());
        Assert.Equal(100, rules.GetProperty("percent").GetDouble());
        Assert.Equal($"{excluded}", Assert.Single(rules.GetProperty("without").EnumerateArray()).GetString());
    }

    [Fact]
    public async Task A_kind_of_company_can_be_the_group()
    {
        await WriteAsync("""{ "DefaultRolloutPercentage": 0, "Groups": [{ "Name": "contractor", "RolloutPercentage": 100 }] }""");
        var company = $"{Guid.NewGuid()}";
        Assert.True((await LiveAsync("--company", company, "--kind", "contractor")).GetProperty("company").GetBoolean());
        Assert.False((await LiveAsync("--company", company, "--kind", "subcontractor")).GetProperty("company").GetBoolean());
    }

    [Fact]
    public async Task A_switch_in_the_environment_is_read_as_services_read_it()
    {
        var (code, output, errors) = await RunningCli.RunAsync(new Dictionary<string, string> { ["FeatureManagement__LiveNotifications"] = "false" }, "flags", "--file", File);
        Assert.True(code is 0, errors);
        Assert.Contains("LiveNotifications: off", output);
    }

    [Fact]
    public async Task A_file_that_is_none_is_named()
    {
        await System.IO.File.WriteAllTextAsync(File, "{ not json", TestContext.Current.CancellationToken);
        var (code, _, errors) = await RunningCli.RunAsync("flags", "--file", File);
        Assert.Equal(1, code);
        Assert.Contains(File, errors);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private async Task<JsonElement> LiveAsync(params string[] arguments)
    {
        var (code, output, errors) = await RunningCli.RunAsync(["flags", "--json", "--file", File, .. arguments]);
        Assert.True(code is 0, output + errors);
        return JsonElement.Parse(output).EnumerateArray().Single(flag => flag.GetProperty("name").GetString() is "LiveNotifications");
    }

    private Task WriteAsync(string audience) => System.IO.File.WriteAllTextAsync(
        File, $$"""
        { "FeatureManagement": { "LiveNotifications": { "EnabledFor": [{ "Name": "Microsoft.Targeting", "Parameters": { "Audience": {{audience}} } }] } } }
        """,
        TestContext.Current.CancellationToken);
}
