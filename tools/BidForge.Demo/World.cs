using System.Text.Json;
using BidForge.Demo.Api;
using BidForge.Demo.Cast;

namespace BidForge.Demo;

/// <summary>Everything that the play has done so far, kept apart from the marketplace so that the two can be compared.</summary>
internal sealed class World
{
    public List<Player> Players { get; } = [];

    public List<StagedProject> Projects { get; } = [];

    public IEnumerable<StagedPackage> Packages => Projects.SelectMany(project => project.Packages);

    public IEnumerable<Player> Subcontractors => Players.Where(player => player.Role.Kind is Contracts.CompanyKind.Subcontractor);

    public IEnumerable<Player> Contractors => Players.Where(player => player.Role.Kind is Contracts.CompanyKind.Contractor);
}

/// <summary>A company with its signed-in owner.</summary>
internal sealed record Player(CompanyRole Role, ApiClient Api)
{
    public Guid CompanyId { get; set; }

    /// <summary>A second person of a contractor, for openings that ask for two.</summary>
    public ApiClient? Colleague { get; set; }
}

internal sealed class StagedProject(ProjectRole role, Player contractor, Guid id)
{
    public ProjectRole Role { get; } = role;

    public Player Contractor { get; } = contractor;

    public Guid Id { get; } = id;

    public List<StagedPackage> Packages { get; } = [];
}

internal sealed class StagedPackage(StagedProject project, string trade, Guid id, JsonElement bidForm, DateTimeOffset dueAt)
{
    public StagedProject Project { get; } = project;

    public Player Contractor => Project.Contractor;

    public string Trade { get; } = trade;

    public Scope Scope => TradeBook.Scopes[Trade];

    public Guid Id { get; } = id;

    /// <summary>With the ids that the marketplace gave to lines, alternates and questions.</summary>
    public JsonElement BidForm { get; set; } = bidForm;

    public DateTimeOffset DueAt { get; set; } = dueAt;

    /// <summary>How many different people must open.</summary>
    public int Openers { get; init; } = 1;

    public int ScopeVersion { get; set; } = 1;

    /// <summary>A field, for two acts count at once.</summary>
    public int AddendaCount;

    public int Answered { get; set; }

    public List<Player> Invited { get; } = [];

    public HashSet<Player> Declined { get; } = [];

    /// <summary>Accepted bids by bidder, the withdrawn ones too.</summary>
    public Dictionary<Player, PlacedBid> Bids { get; } = [];

    public IEnumerable<PlacedBid> LiveBids => Bids.Values.Where(bid => !bid.Withdrawn);

    public PlacedBid? Winner { get; set; }

    public override string ToString() => $"{Project.Role.Name}: {Scope.Title}";
}

/// <summary>A bid as its bidder knows it from the marketplace's answers, with the total computed here.</summary>
internal sealed class PlacedBid(Player bidder, Guid id, decimal factor)
{
    public Player Bidder { get; } = bidder;

    public Guid Id { get; } = id;

    /// <summary>How this bidder's prices stand to the trade book's.</summary>
    public decimal Factor { get; set; } = factor;

    public decimal Total { get; set; }

    public int Version { get; set; }

    public int Revisions { get; set; }

    public bool Withdrawn { get; set; }

    /// <summary>Of the latest act, as it was answered.</summary>
    public byte[] Receipt { get; set; } = [];
}
