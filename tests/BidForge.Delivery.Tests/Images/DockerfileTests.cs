using BidForge.Delivery.Tests.Workflows;
using YamlDotNet.RepresentationModel;

namespace BidForge.Delivery.Tests.Images;

public sealed class DockerfileTests
{
    private const string Good = """
        ARG DOTNET=10.0
        FROM registry.example/sdk:${DOTNET} AS build
        RUN build
        FROM registry.example/aspnet:${DOTNET}-chiseled-extra
        LABEL org.opencontainers.image.title="a" org.opencontainers.image.version="1" \
              org.opencontainers.image.revision="1" \
              # why there is one more
              org.opencontainers.image.created="1" dev.bidforge.sbom.predicate-type="b"
        COPY --from=build /app .
        EXPOSE 8080
        USER 1654
        ENTRYPOINT ["/app/serve"]
        """;

    private static readonly Dictionary<string, (string Good, string Bad)> Breaking = new()
    {
        ["base-pinned"] = ("registry.example/sdk:${DOTNET} AS", "registry.example/sdk:latest AS"),
        ["multi-stage"] = ("--from=build /app .", ". ."),
        ["chiseled"] = ("-chiseled-extra", "-noble"),
        ["time-zones"] = ("-chiseled-extra", "-chiseled"),
        ["non-root"] = ("USER 1654", "USER root"),
        ["nothing-run-last"] = ("EXPOSE", "RUN apt-get install curl\nEXPOSE"),
        ["no-add"] = ("RUN build", "ADD https://somewhere.example/tool.tar.gz /"),
        ["no-secret-argument"] = ("EXPOSE", "ARG FEED_TOKEN\nEXPOSE"),
        ["labels"] = ("org.opencontainers.image.revision", "revision"),
        ["signals-arrive"] = ("[\"/app/serve\"]", "/app/serve"),
        ["port-above-1023"] = ("EXPOSE 8080", "EXPOSE 80"),
    };

    public static TheoryData<string> EveryRule() => [.. Rules.All.Keys];

    [Theory]
    [MemberData(nameof(EveryRule))]
    public void The_image_keeps_the_rule(string rule) => Assert.Empty(Rules.All[rule](new(Repository.Read("Dockerfile"))));

    [Theory]
    [MemberData(nameof(EveryRule))]
    public void One_that_breaks_a_rule_is_caught_by_it_and_by_no_other(string rule)
    {
        var (good, bad) = Breaking[rule];
        Assert.Contains(good, Good);
        var broken = new Dockerfile(Good.Replace(good, bad, StringComparison.Ordinal));
        Assert.Equal([rule], Rules.All.Where(one => one.Value(broken).Any()).Select(one => one.Key));
    }

    [Fact]
    public void One_that_breaks_none_is_left_alone() => Assert.All(Rules.All.Values, rule => Assert.Empty(rule(new(Good))));

    [Fact]
    public void Every_deployable_gets_an_image()
    {
        var job = Assert.Single(new Workflow(Repository.Read(".github/workflows/images.yml")).Jobs);
        var matrix = (YamlSequenceNode)job.Node.Get("strategy")!.Get("matrix")!.Get("include")!;
        Assert.Equal(Repository.Deployables().Append("tools/BidForge.Cli/BidForge.Cli.csproj").Order(StringComparer.Ordinal), matrix.Select(image => image.Text("project")!).Order(StringComparer.Ordinal));
        Assert.All(matrix, image => Assert.Matches("^[a-z]+$", image.Text("name")));
    }

    [Fact]
    public void What_images_are_built_from_is_sent_to_the_builder_and_little_else()
    {
        var lines = Repository.Read(".dockerignore").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("**", lines.First(line => !line.StartsWith('#')));
        Assert.All(Repository.Deployables().Select(project => project.Split('/')[0]), folder => Assert.Contains("!" + folder, lines));
        Assert.All(["!libs", "!ServiceDefaults", "!Directory.*", "!BannedSymbols.txt", "!global.json"], need => Assert.Contains(need, lines));
        Assert.All(["!.bidforge", "!.git", "!tests", "!docs"], much => Assert.DoesNotContain(much, lines));
    }
}
