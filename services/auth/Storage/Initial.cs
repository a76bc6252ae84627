using BidForge.Messaging;
using BidForge.Storage.Idempotency;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace BidForge.Auth.Storage;

[DbContext(typeof(AuthDb))]
[Migration("20261121000001_Initial")]
internal sealed class Initial : Migration
{
    public const string UniqueEmail = "users_normalized_email";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(Companies);
        migrationBuilder.Sql(People);
        migrationBuilder.Sql(MessagingSchema.Sql);
        migrationBuilder.Sql(IdempotencySchema.Sql);
    }

    private const string Companies = """
        create extension if not exists pg_trgm;
        create extension if not exists cube;

        -- A point on the earth's surface, in kilometres from its centre.
        create function sphere_point(latitude float8, longitude float8) returns cube language sql immutable strict parallel safe as $$
            select cube(array[
                6371.0088 * cosd(latitude) * cosd(longitude),
                6371.0088 * cosd(latitude) * sind(longitude),
                6371.0088 * sind(latitude)])
        $$;

        create table companies (
            id uuid primary key,
            name text not null,
            sort_name text collate "C" generated always as (lower(name)) stored,
            kind text not null check (kind in ('contractor', 'subcontractor')),
            trades text[] not null,
            address text,
            city text not null,
            region text not null,
            postal_code text,
            country text not null,
            latitude float8 not null,
            longitude float8 not null,
            position cube generated always as (sphere_point(latitude, longitude)) stored,
            service_radius_km float8 not null,
            time_zone text not null,
            description text,
            phone text,
            website text,
            version int not null,
            created_at timestamptz not null
        );
        create index companies_sort_name on companies (sort_name, id);
        create index companies_name on companies using gin (sort_name gin_trgm_ops);
        create index companies_trades on companies using gin (trades);
        create index companies_position on companies using gist (position);
        """;

    private const string People = $"""
        create table users (
            id uuid primary key,
            company_id uuid not null references companies,
            name text not null,
            email text not null,
            normalized_email text not null,
            role text not null check (role in ('owner', 'estimator', 'viewer')),
            password_hash text not null,
            security_stamp text,
            concurrency_stamp text,
            lockout_enabled boolean not null,
            lockout_end timestamptz,
            access_failed_count int not null,
            created_at timestamptz not null
        );
        create unique index {UniqueEmail} on users (normalized_email);
        create index users_company on users (company_id, id);

        create table sessions (
            id uuid primary key,
            user_id uuid not null references users,
            company_id uuid not null,
            generation int not null,
            started_at timestamptz not null,
            rotated_at timestamptz not null,
            expires_at timestamptz not null,
            ended_at timestamptz
        );
        create index sessions_user on sessions (user_id);
        create index sessions_expires on sessions (expires_at);

        create table refresh_tokens (
            hash bytea primary key,
            session_id uuid not null references sessions on delete cascade,
            generation int not null,
            created_at timestamptz not null
        );
        create index refresh_tokens_session on refresh_tokens (session_id);

        create table signing_keys (
            id text primary key,
            x bytea not null,
            y bytea not null,
            sealed_private_key bytea not null,
            created_at timestamptz not null,
            signs_from timestamptz not null
        );
        """;
}
