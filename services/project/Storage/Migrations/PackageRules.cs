using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace BidForge.Projects.Storage.Migrations;

[DbContext(typeof(ProjectDb))]
[Migration("20261121000003_PackageRules")]
internal sealed class PackageRules : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Script.Read("PackageRules.sql"));
}
