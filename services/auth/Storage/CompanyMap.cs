using BidForge.Auth.Companies;
using BidForge.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BidForge.Auth.Storage;

internal sealed class CompanyMap : IEntityTypeConfiguration<Company>
{
    public void Configure(EntityTypeBuilder<Company> company)
    {
        company.ToTable("companies");
        company.HasKey(c => c.Id);
        company.Property(c => c.Id).HasColumnName("id").ValueGeneratedNever();
        company.Property(c => c.Name).HasColumnName("name");
        company.Property(c => c.Kind).HasColumnName("kind").HasConversion(kind => kind.ToString().ToLowerInvariant(), text => Enum.Parse<CompanyKind>(text, true));
        company.Property(c => c.Trades).HasColumnName("trades");
        company.ComplexProperty(c => c.Place, place =>
        {
            place.Property(p => p.Address).HasColumnName("address");
            place.Property(p => p.City).HasColumnName("city");
            place.Property(p => p.Region).HasColumnName("region");
            place.Property(p => p.PostalCode).HasColumnName("postal_code");
            place.Property(p => p.Country).HasColumnName("country");
            place.Property(p => p.Latitude).HasColumnName("latitude");
            place.Property(p => p.Longitude).HasColumnName("longitude");
        });
        company.Property(c => c.ServiceRadiusKm).HasColumnName("service_radius_km");
        company.Property(c => c.TimeZone).HasColumnName("time_zone");
        company.Property(c => c.Description).HasColumnName("description");
        company.Property(c => c.Phone).HasColumnName("phone");
        company.Property(c => c.Website).HasColumnName("website");
        company.Property(c => c.Version).HasColumnName("version").IsConcurrencyToken();
        company.Property(c => c.Plan).HasColumnName("plan").HasConversion(plan => plan.ToString().ToLowerInvariant(), text => Enum.Parse<Plan>(text, true));
        company.Property(c => c.PlanVersion).HasColumnName("plan_version").IsConcurrencyToken();
        company.Property(c => c.CreatedAt).HasColumnName("created_at");
    }
}
