using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace BidForge.Auth.Storage;

[DbContext(typeof(AuthDb))]
[Migration("20261121000002_PlatformAdmins")]
internal sealed class PlatformAdmins : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql("alter table users add platform_admin boolean not null default false");
}
