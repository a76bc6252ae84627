using BidForge.Contracts;
using BidForge.Contracts.Auth;

namespace BidForge.Auth.Companies;

/// <summary>A company and its public profile: one entry of the directory.</summary>
internal sealed class Company
{
    private Company()
    {
    }

    public Guid Id { get; private init; }

    public string Name { get; private set; } = "";

    public CompanyKind Kind { get; private init; }

    public List<string> Trades { get; private set; } = [];

    public Place Place { get; private set; } = null!;

    /// <summary>How far from <see cref="Place"/> the company works, in kilometres.</summary>
    public double ServiceRadiusKm { get; private set; }

    /// <summary>IANA time zone id.</summary>
    public string TimeZone { get; private set; } = "";

    public string? Description { get; private set; }

    public string? Phone { get; private set; }

    public string? Website { get; private set; }

    public int Version { get; private set; } = 1;

    /// <summary>Decides the quotas; given by administrators of the marketplace, and no part of the profile that others see.</summary>
    public Plan Plan { get; private set; }

    public int PlanVersion { get; private set; }

    public DateTimeOffset CreatedAt { get; private init; }

    public static Company Register(CompanyKind kind, Profile profile, DateTimeOffset now)
    {
        var company = new Company { Id = Guid.CreateVersion7(now), Kind = kind, CreatedAt = now };
        company.Take(profile);
        return company;
    }

    public void Change(Profile profile)
    {
        Take(profile);
        Version++;
    }

    /// <returns>What to tell; null when the company has that plan.</returns>
    public CompanyPlanChanged? Book(Plan plan, DateTimeOffset now)
    {
        if (plan == Plan)
            return null;
        var previous = Plan;
        (Plan, PlanVersion) = (plan, PlanVersion + 1);
        return new(Id, Plan, previous, PlanVersion, now);
    }

    public CompanyRegistered Registered(DateTimeOffset now) =>
        new(Id, Name, Kind, Trades, Place, ServiceRadiusKm, TimeZone, Version, now);

    public CompanyProfileChanged ProfileChanged(DateTimeOffset now) =>
        new(Id, Name, Kind, Trades, Place, ServiceRadiusKm, TimeZone, Version, now);

    private void Take(Profile profile)
    {
        Name = profile.Name;
        Trades = [.. profile.Trades];
        Place = profile.Place;
        ServiceRadiusKm = profile.ServiceRadiusKm;
        TimeZone = profile.TimeZone;
        (Description, Phone, Website) = (profile.Description, profile.Phone, profile.Website);
    }
}
