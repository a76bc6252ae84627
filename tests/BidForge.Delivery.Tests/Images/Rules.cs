using System.Text.RegularExpressions;

namespace BidForge.Delivery.Tests.Images;

/// <summary>What an image here keeps to. A rule answers with what is wrong, a line each.</summary>
public static partial class Rules
{
    private static readonly string[] Labels =
    [
        "org.opencontainers.image.title", "org.opencontainers.image.version", "org.opencontainers.image.revision", "org.opencontainers.image.created",
        "dev.bidforge.sbom.predicate-type",
    ];

    public static IReadOnlyDictionary<string, Func<Dockerfile, IEnumerable<string>>> All { get; } = new Dictionary<string, Func<Dockerfile, IEnumerable<string>>>
    {
        ["base-pinned"] = file => file.Stages
            .Where(stage => !file.Stages.Exists(other => other.Name == stage.Base) && !PinnedImage().IsMatch(Filled(stage.Base, file)))
            .Select(stage => $"{stage.Base} names neither a version nor a digest"),
        ["multi-stage"] = file => file.Stages.Count > 1 && file.Last.Of("COPY").Any(copy => copy.Contains("--from=", StringComparison.Ordinal))
            ? []
            : ["what builds is in the image that runs"],
        ["chiseled"] = file => file.Last.Base.Contains("chiseled", StringComparison.Ordinal) ? [] : ["the image that runs has a shell and a package manager"],
        ["time-zones"] = file => file.Last.Base.Contains("chiseled", StringComparison.Ordinal) && !file.Last.Base.EndsWith("-extra", StringComparison.Ordinal)
            ? ["the image that runs knows no time zones, in which deadlines are stated"]
            : [],
        ["non-root"] = file => file.Last.Of("USER").LastOrDefault() is { } user && NumericUser().IsMatch(user) ? [] : ["does not run as a user other than root, given by number"],
        ["nothing-run-last"] = file => file.Last.Of("RUN").Select(run => $"runs in the image that runs: {run}"),
        ["no-add"] = file => file.Stages.SelectMany(stage => stage.Of("ADD")).Select(add => $"ADD fetches and unpacks: {add}"),
        ["no-secret-argument"] = file => file.Stages.SelectMany(stage => stage.Of("ARG").Concat(stage.Of("ENV"))).Concat(file.Defaults)
            .Where(given => Secretive().IsMatch(given)).Select(given => $"a secret stays in the image's history: {given}"),
        ["labels"] = file => Labels.Where(label => !file.Last.Of("LABEL").Any(given => given.Contains(label + "=", StringComparison.Ordinal))).Select(label => $"no label {label}"),
        ["signals-arrive"] = file => file.Last.Of("ENTRYPOINT").LastOrDefault()?.StartsWith('[') is true ? [] : ["a shell stands between the program and its signals"],
        ["port-above-1023"] = file => file.Last.Of("EXPOSE").All(port => int.Parse(port) > 1023) && file.Last.Of("EXPOSE").Any() ? [] : ["no port, or one that only root may listen on"],
    };

    private static string Filled(string image, Dockerfile file) =>
        file.Defaults.Select(given => given.Split('=', 2)).Where(given => given.Length is 2)
            .Aggregate(image, (filled, given) => filled.Replace("${" + given[0] + "}", given[1], StringComparison.Ordinal));

    [GeneratedRegex(@"(:\d+\.\d+[\w.-]*|@sha256:[0-9a-f]{64})$")]
    private static partial Regex PinnedImage();

    [GeneratedRegex(@"^[1-9]\d*(:[1-9]\d*)?$")]
    private static partial Regex NumericUser();

    [GeneratedRegex("PASSWORD|TOKEN|SECRET|APIKEY|API_KEY", RegexOptions.IgnoreCase)]
    private static partial Regex Secretive();
}
