using System.Xml.Linq;

namespace BidForge.Cli.TestRuns;

/// <summary>How the tests of one project went, from its result file.</summary>
/// <param name="Project">Its name.</param>
/// <param name="Duration">With start and end.</param>
/// <param name="Passed">Tests that ran and held.</param>
/// <param name="Failed">Tests that ran and did not hold.</param>
/// <param name="Skipped">Tests that did not run.</param>
/// <param name="Failures">Names and messages of the failed.</param>
/// <param name="Crash">Why there are no, or not all, results.</param>
/// <param name="Log">What the project said.</param>
internal sealed record ProjectResult(
    string Project, TimeSpan Duration, int Passed, int Failed, int Skipped, IReadOnlyList<TestFailure> Failures, string? Crash, string Log)
{
    private static readonly XNamespace Trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    public bool IsGreen => Failed == 0 && Crash is null;

    public static ProjectResult Crashed(string project, TimeSpan duration, string reason, string log) => new(project, duration, 0, 0, 0, [], reason, log);

    public static ProjectResult Read(string project, TimeSpan duration, string file, int exitCode, string log)
    {
        XElement results;
        try
        {
            results = XElement.Load(file);
        }
        catch (System.Xml.XmlException broken)
        {
            return Crashed(project, duration, $"wrote a broken result file: {broken.Message}", log);
        }

        var tests = results.Descendants(Trx + "UnitTestResult").ToLookup(t => (string?)t.Attribute("outcome") ?? "");
        var (passed, skipped) = (tests["Passed"].Count(), tests["NotExecuted"].Count());
        var failures = tests.Where(g => g.Key is not ("Passed" or "NotExecuted")).SelectMany(g => g).Select(TestFailure.From).ToList();
        // A clean-up that fails leaves every test green and the exit code red.
        var crash = exitCode != 0 && failures.Count == 0 ? $"ended with code {exitCode} though no test failed" : null;
        return new ProjectResult(project, duration, passed, failures.Count, skipped, failures, crash, log);
    }
}

/// <summary>A test that did not hold.</summary>
internal sealed record TestFailure(string Test, string Message)
{
    private static readonly XNamespace Trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    public static TestFailure From(XElement result)
    {
        var error = result.Descendants(Trx + "ErrorInfo").FirstOrDefault();
        var stack = ((string?)error?.Element(Trx + "StackTrace") ?? "").Split('\n').FirstOrDefault(l => l.Contains(":line ", StringComparison.Ordinal))?.Trim();
        return new TestFailure((string?)result.Attribute("testName") ?? "", $"{((string?)error?.Element(Trx + "Message"))?.Trim()}\n{stack}".TrimEnd());
    }
}
