using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace BidForge.Auth.Storage;

[DbContext(typeof(AuthDb))]
[Migration("20261126000001_Plans")]
internal sealed class Plans : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        alter table companies
            add plan text not null default 'free' check (plan in ('free', 'pro', 'enterprise')),
            add plan_version int not null default 0
        """);
}
