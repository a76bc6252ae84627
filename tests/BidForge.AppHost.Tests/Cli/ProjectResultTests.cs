using BidForge.Cli.TestRuns;

namespace BidForge.AppHost.Tests.Cli;

public sealed class ProjectResultTests
{
    private const string Results = """
        <TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010"><Results>
          <UnitTestResult testName="It holds" outcome="Passed" />
          <UnitTestResult testName="It does not" outcome="Failed"><Output><ErrorInfo><Message>expected 1</Message><StackTrace>at A() in a.cs:line 3</StackTrace></ErrorInfo></Output></UnitTestResult>
          <UnitTestResult testName="Not here" outcome="NotExecuted" />
        </Results></TestRun>
        """;

    [Fact]
    public void Results_are_counted_from_the_file_and_failures_named()
    {
        var result = Read(Results, 1);
        Assert.Equal((1, 1, 1), (result.Passed, result.Failed, result.Skipped));
        Assert.Equal(new TestFailure("It does not", "expected 1\nat A() in a.cs:line 3"), Assert.Single(result.Failures));
        Assert.Null(result.Crash);
        Assert.False(result.IsGreen);
    }

    [Fact]
    public void A_project_that_fails_without_a_failed_test_is_not_green()
    {
        var result = Read(Results.Replace("Failed", "Passed", StringComparison.Ordinal), 3);
        Assert.Equal(0, result.Failed);
        Assert.NotNull(result.Crash);
        Assert.False(result.IsGreen);
    }

    [Fact]
    public void A_half_written_result_file_is_a_crash()
    {
        Assert.NotNull(Read(Results[..80], 0).Crash);
    }

    private static ProjectResult Read(string text, int exitCode)
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, text);
        try
        {
            return ProjectResult.Read("It", TimeSpan.Zero, file, exitCode, "it.log");
        }
        finally
        {
            File.Delete(file);
        }
    }
}
