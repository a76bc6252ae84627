using BidForge.Messaging;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace BidForge.Analytics.Storage;

[DbContext(typeof(AnalyticsDb))]
[Migration("20261121000001_Initial")]
internal sealed class Initial : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(Functions);
        migrationBuilder.Sql(Packages);
        migrationBuilder.Sql(Bids);
        migrationBuilder.Sql(MessagingSchema.Sql);
    }

    // percentile_cont's method (linear interpolation between the two nearest), but in numeric: the built-in one goes through floating point.
    private const string Functions = """
        create function percentile_exact(ascending numeric[], fraction numeric) returns numeric
        language sql immutable strict parallel safe as $$
            select ascending[at + 1] + (fraction * (n - 1) - at) * (ascending[least(at + 2, n)] - ascending[at + 1])
            from (select n, floor(fraction * (n - 1))::int as at from (select cardinality(ascending) as n) as size where n > 0) as place
        $$;
        """;

    // Each fact is keyed by what it is about, and keeps the greatest version or the time that decides:
    // events may arrive twice and in any order. Columns are null until the event that tells them has come.
    private const string Packages = """
        create table projects (
            project_id uuid primary key,
            company_id uuid not null,
            name text not null,
            published_at timestamptz,
            cancelled_at timestamptz
        );
        create index projects_company on projects (company_id) where published_at is not null;

        create table packages (
            package_id uuid primary key,
            project_id uuid not null,
            company_id uuid not null,
            project_name text,
            title text,
            trade text,
            status text,
            currency text,
            due_at timestamptz,
            time_zone text,
            version int not null default 0,
            deleted boolean not null default false
        );
        create index packages_company on packages (company_id, due_at desc);

        create table invitations (
            package_id uuid not null,
            company_id uuid not null,
            contractor_id uuid not null,
            project_name text not null,
            title text not null,
            trade text,
            due_at timestamptz,
            time_zone text,
            invited_at timestamptz,
            viewed_at timestamptz,
            answer text,
            answered_at timestamptz,
            primary key (package_id, company_id)
        );
        create index invitations_company on invitations (company_id);
        create index invitations_contractor on invitations (contractor_id, package_id);
        """;

    // bids and their states are for their bidders; what the contractor sees comes from openings alone.
    private const string Bids = """
        create table bids (
            bid_id uuid primary key,
            package_id uuid not null,
            bidder_id uuid not null,
            project_name text not null,
            title text not null,
            trade text,
            due_at timestamptz not null,
            time_zone text not null,
            withdrawn boolean not null,
            changed_at timestamptz not null
        );
        create index bids_bidder on bids (bidder_id, package_id);

        create table openings (
            package_id uuid primary key,
            contractor_id uuid not null,
            project_id uuid not null,
            trade text not null,
            currency text not null,
            opened_at timestamptz not null
        );
        create index openings_contractor on openings (contractor_id);

        create table opened_bids (
            package_id uuid not null,
            bid_id uuid not null,
            bidder_id uuid not null,
            bidder_name text not null,
            total numeric(18, 2) not null,
            primary key (package_id, bid_id)
        );
        create index opened_bids_bid on opened_bids (bid_id);

        create table awards (
            package_id uuid primary key,
            contractor_id uuid not null,
            bid_id uuid not null,
            winner_id uuid,
            amount numeric(18, 2) not null,
            currency text not null,
            awarded_at timestamptz not null
        );
        create index awards_contractor on awards (contractor_id);
        create index awards_winner on awards (winner_id) where winner_id is not null;

        create table losses (
            bid_id uuid primary key,
            package_id uuid not null,
            bidder_id uuid not null,
            decided_at timestamptz not null
        );
        create index losses_bidder on losses (bidder_id);
        """;
}
