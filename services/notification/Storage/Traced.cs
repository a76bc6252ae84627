using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace BidForge.Notifications.Storage;

/// <summary>The trace in which a notification was stored (W3C trace context), so that it goes on to the live streams.</summary>
[DbContext(typeof(NotificationDb))]
[Migration("20261126000001_Traced")]
internal sealed class Traced : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("alter table notifications add traceparent text");
}
