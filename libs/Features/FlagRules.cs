using Microsoft.Extensions.Configuration;
using Microsoft.FeatureManagement;
using Microsoft.FeatureManagement.FeatureFilters;

namespace BidForge.Features;

/// <summary>Who has a flag on.</summary>
/// <param name="State">on, off, or some.</param>
/// <param name="Percent">Of all companies, beside those that are named.</param>
/// <param name="Companies">Those that have it whatever their share.</param>
/// <param name="Without">Those that have it off whatever else is said.</param>
/// <param name="Kinds">Percentages of a kind of company.</param>
/// <param name="OtherConditions">Conditions other than the company, such as a time.</param>
public sealed record FlagRules(
    string State, double Percent, IReadOnlyList<string> Companies, IReadOnlyList<string> Without, IReadOnlyDictionary<string, double> Kinds, IReadOnlyList<string> OtherConditions)
{
    private const string Targeting = "Microsoft.Targeting";

    internal static FlagRules Of(FeatureDefinition definition)
    {
        var conditions = definition.EnabledFor?.ToList() ?? [];
        if (definition.Status is FeatureStatus.Disabled || conditions.Count is 0)
            return new("off", 0, [], [], new Dictionary<string, double>(), []);
        if (conditions.Exists(condition => condition.Name is "AlwaysOn"))
            return new("on", 100, [], [], new Dictionary<string, double>(), []);
        var audience = conditions.Find(condition => IsTargeting(condition.Name))?.Parameters?.Get<TargetingFilterSettings>()?.Audience;
        return new(
            "some", audience?.DefaultRolloutPercentage ?? 0, audience?.Users ?? [], audience?.Exclusion?.Users ?? [],
            (audience?.Groups ?? []).ToDictionary(group => group.Name, group => group.RolloutPercentage),
            [.. conditions.Select(condition => condition.Name).Where(name => !IsTargeting(name))]);
    }

    private static bool IsTargeting(string name) => name is Targeting or "Targeting";
}
