using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace BidForge.Files.Storage;

/// <summary>How many bytes each company stores. Files from before are counted by <see cref="CountEarlierFiles"/>, which can read the sizes of sealed ones, too.</summary>
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

        grant select, insert, update on storage to bidforge_file;
        alter table storage enable row level security;
        create policy storage_of_the_company on storage to bidforge_file
            using (company_id = app_company()) with check (company_id = app_company());
        """);
}
