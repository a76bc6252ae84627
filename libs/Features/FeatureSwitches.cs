using Microsoft.FeatureManagement;
using Microsoft.FeatureManagement.FeatureFilters;

namespace BidForge.Features;

/// <summary>Which flags are on for whom, as the settings say now.</summary>
public sealed class FeatureSwitches(IFeatureManager features, IFeatureDefinitionProvider definitions)
{
    /// <param name="flag">What is asked for.</param>
    /// <param name="companyId">A company is in or out of a percentage as a whole, and stays so while the percentage grows.</param>
    /// <param name="kind">contractor or subcontractor: the group that a roll-out may name.</param>
    public async Task<bool> IsOnAsync(Flag flag, Guid companyId, string kind) =>
        await definitions.GetFeatureDefinitionAsync(flag.Name) is null
            ? flag.Default
            : await features.IsEnabledAsync(flag.Name, new TargetingContext { UserId = companyId.ToString(), Groups = [kind] });

    /// <summary>What the settings say of a flag; null when they say nothing.</summary>
    public async Task<FlagRules?> RulesOfAsync(Flag flag) =>
        await definitions.GetFeatureDefinitionAsync(flag.Name) is { } definition ? FlagRules.Of(definition) : null;
}
