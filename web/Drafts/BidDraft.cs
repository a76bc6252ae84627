namespace BidForge.Web.Drafts;

/// <summary>A bid as typed so far, numbers still text. Kept for the company until it is submitted.</summary>
public sealed class BidDraft
{
    public Dictionary<Guid, string?> Prices { get; set; } = [];
    public Dictionary<Guid, string?> Alternates { get; set; } = [];
    public Dictionary<Guid, string?> Answers { get; set; } = [];
    public string? Notes { get; set; }
    public DateTimeOffset SavedAt { get; set; }
}
