namespace BidForge.Contracts;

/// <summary>What a company has booked; decides its quotas.</summary>
public enum Plan
{
    Free,
    Pro,
    Enterprise,
}
