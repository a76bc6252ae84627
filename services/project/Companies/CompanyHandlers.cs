using BidForge.Contracts;
using BidForge.Contracts.Auth;
using BidForge.Messaging;
using BidForge.Projects.Storage;
using Microsoft.EntityFrameworkCore;

namespace BidForge.Projects.Companies;

internal sealed class CompanyRegisteredHandler(ProjectDb db) : IEventHandler<CompanyRegistered>
{
    public Task HandleAsync(CompanyRegistered message, CancellationToken cancellationToken) =>
        db.TakeProfileAsync(message.CompanyId, message.Name, message.Kind, message.Place, message.Version, cancellationToken);
}

internal sealed class CompanyProfileChangedHandler(ProjectDb db) : IEventHandler<CompanyProfileChanged>
{
    public Task HandleAsync(CompanyProfileChanged message, CancellationToken cancellationToken) =>
        db.TakeProfileAsync(message.CompanyId, message.Name, message.Kind, message.Place, message.Version, cancellationToken);
}

internal static class Profiles
{
    /// <summary>Keeps the newest profile, whatever the order in which they come; a new name shows on the company's projects, invitations and questions.</summary>
    public static async Task TakeProfileAsync(
        this ProjectDb db, Guid companyId, string name, CompanyKind kind, Place place, int version, CancellationToken cancellationToken)
    {
        var kindWord = kind is CompanyKind.Contractor ? "contractor" : "subcontractor";
        var taken = await db.Database.ExecuteSqlAsync(
            $"""
            insert into companies (id, name, kind, address, city, region, postal_code, country, latitude, longitude, version)
            values ({companyId}, {name}, {kindWord}, {place.Address}, {place.City}, {place.Region}, {place.PostalCode}, {place.Country}, {place.Latitude}, {place.Longitude}, {version})
            on conflict (id) do update set
                name = excluded.name, kind = excluded.kind, address = excluded.address, city = excluded.city, region = excluded.region,
                postal_code = excluded.postal_code, country = excluded.country, latitude = excluded.latitude, longitude = excluded.longitude, version = excluded.version
            where companies.version < excluded.version
            """, cancellationToken);
        if (taken is 0)
            return;
        var projects = await db.Database.ExecuteSqlAsync($"update projects set company_name = {name} where company_id = {companyId} and company_name <> {name}", cancellationToken);
        await db.Database.ExecuteSqlAsync($"update invitations set company_name = {name} where company_id = {companyId} and company_name <> {name}", cancellationToken);
        await db.Database.ExecuteSqlAsync($"update questions set asker_name = {name} where asker_id = {companyId} and asker_name <> {name}", cancellationToken);
        if (projects > 0)
            db.TouchedLists.UnionWith([ListTags.Open, ListTags.Of(companyId)]);
    }
}
