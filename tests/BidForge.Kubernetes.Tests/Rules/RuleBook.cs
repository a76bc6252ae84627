namespace BidForge.Kubernetes.Tests.Rules;

/// <summary>Every rule.</summary>
internal static class RuleBook
{
    public static readonly IReadOnlyList<Rule> All =
    [
        .. PodSecurityRules.All, .. ContainerRules.All, .. ProbeRules.All, .. RolloutRules.All, .. ObjectRules.All, .. NetworkRules.All, .. MonitoringRules.All, .. ServerRules.All, .. ReferenceRules.All, .. DatabaseRules.All,
    ];

    public static Rule Find(string id) => All.Single(rule => rule.Id == id);
}
