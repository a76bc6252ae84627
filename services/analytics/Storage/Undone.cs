using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace BidForge.Analytics.Storage;

/// <summary>Awards may be undone. Figures read the views, which leave out what no longer stands, in whatever order the events came.</summary>
[DbContext(typeof(AnalyticsDb))]
[Migration("20261121000002_Undone")]
internal sealed class Undone : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        create table undone_awards (
            package_id uuid not null,
            awarded_at timestamptz not null,
            primary key (package_id, awarded_at)
        );

        create view standing_awards as
            select * from awards a where not exists (
                select from undone_awards u where u.package_id = a.package_id and u.awarded_at = a.awarded_at);

        create view standing_losses as
            select * from losses l where not exists (
                select from undone_awards u where u.package_id = l.package_id and u.awarded_at = l.decided_at);
        """);
}
