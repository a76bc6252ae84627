using BidForge.Web.Api.Models;

namespace BidForge.Web.Api;

/// <summary>The directory of companies, and one's own profile and people.</summary>
internal sealed class CompanyApi(Gateway gateway)
{
    public Task<Page<Company>> SearchAsync(CompanySearch search, CancellationToken cancellationToken) =>
        gateway.GetAsync<Page<Company>>(
            new Query("/companies").Add("query", search.Query).Add("trade", search.Trade).Add("kind", search.Kind)
                .Add("latitude", search.Latitude).Add("longitude", search.Longitude).Add("withinKm", search.WithinKm)
                .Add("sort", search.Sort).Add("cursor", search.Cursor).Add("limit", search.Limit),
            cancellationToken);

    public Task<Company> GetAsync(Guid id, CancellationToken cancellationToken) =>
        gateway.GetAsync<Company>($"/companies/{id}", cancellationToken);

    public Task<Company> ChangeAsync(Guid id, CompanyInput company, Write write, CancellationToken cancellationToken) =>
        gateway.SendAsync<Company>(HttpMethod.Put, $"/companies/{id}", company, write, cancellationToken);

    /// <summary>For administrators of the marketplace only.</summary>
    public Task<Company> GivePlanAsync(Guid id, Plan plan, Write write, CancellationToken cancellationToken) =>
        gateway.SendAsync<Company>(HttpMethod.Put, $"/admin/companies/{id}/plan", new { plan }, write, cancellationToken);

    public Task<Page<User>> UsersAsync(Guid id, CancellationToken cancellationToken) =>
        gateway.GetAsync<Page<User>>($"/companies/{id}/users?limit=100", cancellationToken);

    public Task<User> AddUserAsync(Guid id, NewColleague colleague, Write write, CancellationToken cancellationToken) =>
        gateway.SendAsync<User>(HttpMethod.Post, $"/companies/{id}/users", colleague, write, cancellationToken);
}
