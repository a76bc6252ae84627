using BidForge.Messaging;
using BidForge.Storage.Idempotency;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace BidForge.Projects.Storage.Migrations;

[DbContext(typeof(ProjectDb))]
[Migration("20261121000001_Initial")]
internal sealed class Initial : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(Script.Read("Initial.sql"));
        migrationBuilder.Sql(IdempotencySchema.Sql);
        migrationBuilder.Sql(MessagingSchema.Sql);
    }
}
