using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace BidForge.Files.Storage;

/// <summary>Which blob is a document's preview, or that there can be none. Of an attachment nothing is noted, for it would tell that it is a picture.</summary>
[DbContext(typeof(FileDb))]
[Migration("20261126000002_PreviewColumns")]
internal sealed class PreviewColumns : Migration
{
    // Rows that are there have no preview: not to be looked at again, under a lock.
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        alter table files
            add preview_id uuid,
            add preview_size int,
            add preview_failed boolean not null default false,
            add constraint files_preview_or_none check (
                num_nonnulls(preview_id, preview_size) in (0, 2)
                and not (preview_failed and preview_id is not null)
                and (sealed_facts is null or not (preview_failed or preview_id is not null))) not valid;
        """);
}

/// <summary>Whose preview a blob is, without holding up those who upload meanwhile.</summary>
[DbContext(typeof(FileDb))]
[Migration("20261126000003_PreviewIndex")]
internal sealed class PreviewIndex : Migration
{
    // One that was interrupted leaves an index behind that is not used.
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("drop index concurrently if exists files_previews", suppressTransaction: true);
        migrationBuilder.Sql("create unique index concurrently files_previews on files (preview_id) where preview_id is not null", suppressTransaction: true);
    }
}
