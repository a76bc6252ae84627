using BidForge.Messaging;
using BidForge.Storage.Idempotency;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace BidForge.Notifications.Storage;

[DbContext(typeof(NotificationDb))]
[Migration("20261121000001_Initial")]
internal sealed class Initial : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(Known);
        migrationBuilder.Sql(Told);
        migrationBuilder.Sql(Mail);
        migrationBuilder.Sql(MessagingSchema.Sql);
        migrationBuilder.Sql(IdempotencySchema.Sql);
    }

    // What events said about who is concerned.
    private const string Known = """
        create table people (
            user_id uuid primary key,
            company_id uuid not null,
            name text not null,
            email text not null,
            role text not null,
            joined_at timestamptz not null
        );
        create index people_company on people (company_id);

        create table packages (
            package_id uuid primary key,
            time_zone text,
            version int not null default 0
        );

        -- Who hears of what happens to a package, and since when: invited, asked or bid.
        create table audience (
            package_id uuid not null,
            company_id uuid not null,
            since timestamptz not null,
            primary key (package_id, company_id)
        );

        -- What happened to a package, kept for companies whose joining arrives later than the news.
        create table news (
            package_id uuid not null,
            source text not null,
            happened_at timestamptz not null,
            note jsonb not null,
            primary key (package_id, source)
        );
        """;

    private const string Told = """
        -- The row lock taken to count up is held until commit, so within a company numbers become visible in their order:
        -- who has seen number n and asks for greater ones misses none.
        create table company_sequences (
            company_id uuid primary key,
            last bigint not null
        );

        create table notifications (
            company_id uuid not null,
            number bigint not null,
            id uuid not null,
            user_id uuid,
            source text not null,
            kind text not null,
            title text not null,
            body text not null,
            link text not null,
            package_id uuid,
            project_id uuid,
            bid_id uuid,
            mailed boolean not null,
            happened_at timestamptz not null,
            created_at timestamptz not null default clock_timestamp(),
            primary key (company_id, number)
        );
        create unique index notifications_id on notifications (id);
        create unique index notifications_source on notifications (company_id, source);

        create table reads (
            user_id uuid not null,
            company_id uuid not null,
            number bigint not null,
            read_at timestamptz not null,
            primary key (user_id, company_id, number)
        );

        -- Everything up to here has been read: unread ones are counted from here on only.
        create table read_marks (
            user_id uuid not null,
            company_id uuid not null,
            number bigint not null,
            primary key (user_id, company_id)
        );
        """;

    private const string Mail = """
        create table emails (
            id uuid primary key default gen_random_uuid(),
            notification_id uuid not null,
            user_id uuid not null,
            name text not null,
            address text not null,
            created_at timestamptz not null default clock_timestamp(),
            next_attempt_at timestamptz not null default clock_timestamp(),
            attempts int not null default 0,
            sent_at timestamptz,
            failed_at timestamptz,
            reason text
        );
        create unique index emails_once on emails (notification_id, user_id);
        create index emails_waiting on emails (next_attempt_at) where sent_at is null and failed_at is null;
        """;
}
