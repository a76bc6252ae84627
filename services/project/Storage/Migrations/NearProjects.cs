using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace BidForge.Projects.Storage.Migrations;

[DbContext(typeof(ProjectDb))]
[Migration("20261121000002_NearProjects")]
internal sealed class NearProjects : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Script.Read("NearProjects.sql"));
}
