using BidForge.Messaging;
using BidForge.Storage.Idempotency;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace BidForge.Files.Storage;

/// <summary>Files, and what is known of packages and invitations. Row-level security repeats the reading rule of <c>Access/Readable.cs</c> as a second lock.</summary>
[DbContext(typeof(FileDb))]
[Migration("20261121000001_Initial")]
internal sealed class Initial : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(Tables);
        migrationBuilder.Sql(IdempotencySchema.Sql);
        migrationBuilder.Sql(MessagingSchema.Sql);
        migrationBuilder.Sql(Security);
    }

    private const string Tables = """
        create table packages (
            id uuid primary key,
            company_id uuid not null,
            visibility text not null check (visibility in ('public', 'invited')),
            published boolean not null,
            deleted boolean not null default false,
            due_at timestamptz not null,
            opened_at timestamptz,
            version int not null
        );

        create table invitations (
            package_id uuid not null,
            company_id uuid not null,
            primary key (package_id, company_id)
        );

        create table files (
            id uuid primary key,
            company_id uuid not null,
            user_id uuid not null,
            purpose text not null check (purpose in ('document', 'bidAttachment')),
            package_id uuid not null,
            name text not null check (length(name) between 1 and 200),
            size bigint not null check (size > 0),
            content_type text not null,
            sha256 bytea not null check (length(sha256) = 32),
            idempotency_key text,
            created_at timestamptz not null default clock_timestamp(),
            opened_to uuid
        );
        create unique index files_idempotency on files (company_id, idempotency_key) where idempotency_key is not null;
        create index files_documents on files (package_id, created_at, id) where purpose = 'document';
        """;

    // Requests work as bidforge_file, which owns nothing; events, migrations and the sweep of orphans as the owner.
    private const string Security = """
        do $$ begin
            create role bidforge_file nologin;
        exception when duplicate_object or unique_violation then null;
        end $$;
        do $$ begin
            execute format('grant bidforge_file to %I', current_user);
        exception when others then
            if not pg_has_role(current_user, 'bidforge_file', 'member') then raise; end if;
        end $$;
        grant usage on schema public to bidforge_file;
        grant select on packages, invitations to bidforge_file;
        grant select, insert, update, delete on files to bidforge_file;
        grant insert on outbox to bidforge_file;

        create function app_company() returns uuid language sql stable
            as $$ select nullif(current_setting('app.company', true), '')::uuid $$;

        alter table files enable row level security;
        create policy files_of_the_company on files to bidforge_file
            using (company_id = app_company()) with check (company_id = app_company());
        create policy opened_attachments on files for select to bidforge_file
            using (opened_to = app_company());
        create policy published_documents on files for select to bidforge_file
            using (purpose = 'document' and exists (
                select 1 from packages p
                where p.id = files.package_id and p.company_id = files.company_id and p.published
                  and (p.visibility = 'public' or exists (
                      select 1 from invitations i where i.package_id = p.id and i.company_id = app_company()))));
        """;
}
