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

/// <summary>Whose preview a blob is. In a step of its own: uploads wait for one look at the table, readers for nothing.</summary>
[DbContext(typeof(FileDb))]
[Migration("20261126000003_PreviewIndex")]
internal sealed class PreviewIndex : Migration
{
    // Where that takes too long it is made by hand before, concurrently.
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql("create unique index if not exists files_previews on files (preview_id) where preview_id is not null");
}
