using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace BidForge.Files.Storage;

/// <summary>How many bytes each company stores. Attachments from before are not counted, for their sizes are sealed: nor are they when they are deleted.</summary>
[DbContext(typeof(FileDb))]
[Migration("20261126000001_CountedStorage")]
internal sealed class CountedStorage : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        create table storage (
            company_id uuid primary key,
            bytes bigint not null check (bytes >= 0),
            version bigint not null
        );
        alter table files add counted boolean not null default false;
        update files set counted = true where size is not null;
        insert into storage (company_id, bytes, version) select company_id, sum(size), 1 from files where counted group by company_id;
        insert into outbox (message_id, type, body)
            select gen_random_uuid(), 'BidForge.Contracts.Files.StorageChanged',
                   jsonb_build_object('companyId', company_id, 'bytes', bytes, 'version', version, 'occurredAt', clock_timestamp())
            from storage;

        grant select, insert, update on storage to bidforge_file;
        alter table storage enable row level security;
        create policy storage_of_the_company on storage to bidforge_file
            using (company_id = app_company()) with check (company_id = app_company());
        """);
}
