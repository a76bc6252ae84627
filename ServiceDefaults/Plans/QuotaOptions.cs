using System.ComponentModel.DataAnnotations;
using BidForge.Contracts;
using Microsoft.Extensions.Options;

namespace BidForge.ServiceDefaults.Plans;

/// <summary>What each plan includes; section <c>Quotas</c>. The same for gateway, bid, file and analytics.</summary>
public sealed class QuotaOptions
{
    [ValidateObjectMembers]
    public PlanQuotaOptions Free { get; init; } = new() { RequestsPerMonth = 1_000_000, BidsPerMonth = 1_000, StorageBytes = 10L << 30 };

    [ValidateObjectMembers]
    public PlanQuotaOptions Pro { get; init; } = new() { RequestsPerMonth = 20_000_000, BidsPerMonth = 20_000, StorageBytes = 500L << 30 };

    /// <summary>No limits unless some are set.</summary>
    [ValidateObjectMembers]
    public PlanQuotaOptions Enterprise { get; init; } = new();

    /// <summary>A plan that is not known refuses nothing.</summary>
    public PlanQuotaOptions Of(Plan? plan) => plan switch
    {
        Plan.Free => Free,
        Plan.Pro => Pro,
        Plan.Enterprise => Enterprise,
        _ => PlanQuotaOptions.None,
    };
}

/// <summary>Quotas of one plan; 0 is no limit. A month is a calendar month in UTC.</summary>
public sealed class PlanQuotaOptions
{
    internal static readonly PlanQuotaOptions None = new();

    /// <summary>Requests to the API of all people and programs of a company.</summary>
    [Range(0, long.MaxValue)]
    public long RequestsPerMonth { get; init; }

    /// <summary>Packages that a company bids on for the first time; revisions never count.</summary>
    [Range(0, long.MaxValue)]
    public long BidsPerMonth { get; init; }

    /// <summary>Bytes of all files that a company has uploaded and not deleted.</summary>
    [Range(0, long.MaxValue)]
    public long StorageBytes { get; init; }
}
