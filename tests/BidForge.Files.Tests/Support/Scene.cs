using BidForge.Contracts;
using BidForge.Contracts.Bids;
using BidForge.Contracts.Projects;

namespace BidForge.Files.Tests.Support;

/// <summary>A contractor with one package, told to the file service as the project and bid services tell it.</summary>
internal sealed class Scene
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private readonly Servers servers;
    private readonly FileService service;
    private int version;

    private Scene(Servers servers, FileService service, Company contractor) => (this.servers, this.service, Contractor) = (servers, service, contractor);

    public Company Contractor { get; }

    public Guid PackageId { get; } = Guid.CreateVersion7();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<Scene> CreateAsync(Servers servers, FileService service) =>
        new(servers, service, await Company.RegisterAsync(servers, "contractor", Cancel));

    public FileClient Client(Company company) => new(service, company.Token);

    public Task<Company> SubcontractorAsync() => Company.RegisterAsync(servers, "subcontractor", Cancel);

    /// <summary>Tells the terms and waits until the file service has them.</summary>
    public async Task TermsAsync(PackageStatus status, Visibility visibility, TimeSpan? dueIn = null)
    {
        version++;
        await servers.Bus.TellAsync(Terms(status, visibility, version, Now + (dueIn ?? TimeSpan.FromDays(7))), Cancel);
        await Eventually.TrueAsync(
            () => Database.HoldsAsync(servers.Database, $"select 1 from packages where id = '{PackageId}' and version = {version}"), "the terms were learned", Cancel);
    }

    public PackageTermsChanged Terms(PackageStatus status, Visibility visibility, int atVersion, DateTimeOffset dueAt) => new(
        PackageId, Guid.CreateVersion7(), Contractor.Id, "Company", "Town hall", "Roofing", "roofing", status, visibility,
        new Place(null, "Chicago", "IL", null, "US", 41.88, -87.63), "America/Chicago", "USD", dueAt, 1, new BidForm([], [], []), atVersion, Now);

    public async Task InviteAsync(Company company)
    {
        await servers.Bus.TellAsync(new CompanyInvited(
            Guid.CreateVersion7(), PackageId, Guid.CreateVersion7(), Contractor.Id, "Company", company.Id, "Company", "Town hall", "Roofing", "roofing",
            Now.AddDays(7), "America/Chicago", Now), Cancel);
        await Eventually.TrueAsync(
            () => Database.HoldsAsync(servers.Database, $"select 1 from invitations where package_id = '{PackageId}' and company_id = '{company.Id}'"), "the invitation was learned", Cancel);
    }

    /// <summary>Opens the package with these bids and waits until the file service knows.</summary>
    public async Task OpenAsync(params (Company Bidder, Guid[] Attachments)[] bids)
    {
        await servers.Bus.TellAsync(new BidsOpened(
            PackageId, Guid.CreateVersion7(), Contractor.Id, "Company", "Town hall", "Roofing", "roofing", "USD", Now, Now,
            [.. bids.Select(bid => new OpenedBid(Guid.CreateVersion7(), bid.Bidder.Id, "Company", 1000, 1, Now, bid.Attachments))]), Cancel);
        await Eventually.TrueAsync(
            () => Database.HoldsAsync(servers.Database, $"select 1 from packages where id = '{PackageId}' and opened_at is not null"), "the opening was learned", Cancel);
    }

    public async Task DeleteAsync()
    {
        await servers.Bus.TellAsync(new PackageDeleted(PackageId, Guid.CreateVersion7(), Contractor.Id, Now), Cancel);
        await Eventually.TrueAsync(() => Database.HoldsAsync(servers.Database, $"select 1 from packages where id = '{PackageId}' and deleted"), "the deletion was learned", Cancel);
    }
}
