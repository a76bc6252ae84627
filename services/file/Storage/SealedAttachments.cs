using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace BidForge.Files.Storage;

/// <summary>What is known of an attachment is sealed, or it is from before this and open; never half of either.</summary>
[DbContext(typeof(FileDb))]
[Migration("20261121000002_SealedAttachments")]
internal sealed class SealedAttachments : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        alter table files
            alter name drop not null,
            alter size drop not null,
            alter content_type drop not null,
            alter sha256 drop not null,
            add sealed_facts bytea,
            add wrapped_key bytea,
            add master_id text,
            add constraint files_open_or_sealed check (
                (num_nonnulls(name, size, content_type, sha256) = 4 and num_nonnulls(sealed_facts, wrapped_key, master_id) = 0)
                or (num_nonnulls(name, size, content_type, sha256) = 0 and num_nonnulls(sealed_facts, wrapped_key, master_id) = 3 and purpose = 'bidAttachment'));
        """);
}
