using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace BidForge.Projects.Storage.Migrations;

/// <summary>An award may be undone.</summary>
[DbContext(typeof(ProjectDb))]
[Migration("20261121000004_UndoneAwards")]
internal sealed class UndoneAwards : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("alter table packages add column undone_award_at timestamptz;");
}
