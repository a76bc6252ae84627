using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace BidForge.Analytics.Storage;

/// <summary>What companies use, by day, and the plans that they have.</summary>
[DbContext(typeof(AnalyticsDb))]
[Migration("20261126000003_Usage")]
internal sealed class UsageTables : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        -- Of requests and bids the amount of the day; of storage the bytes at its end. A snapshot (requests, storage) has a version, and an older one never
        -- overwrites a newer one. An epoch is one life of the counts in Redis: what was counted in several is added up.
        create table usage_days (
            day date not null,
            company_id uuid not null,
            feature text not null check (feature in ('requests', 'bids', 'storage')),
            epoch bigint not null default 0,
            amount bigint not null check (amount >= 0),
            version bigint not null default 0,
            primary key (company_id, feature, day, epoch)
        ) partition by range (day);

        create table plans (
            company_id uuid primary key,
            plan text not null,
            version int not null
        );

        create table storage_levels (
            company_id uuid primary key,
            bytes bigint not null,
            version bigint not null
        );

        -- A package counts once for a company, however often it withdraws and bids again.
        create table counted_bids (
            company_id uuid not null,
            package_id uuid not null,
            primary key (company_id, package_id)
        );
        insert into counted_bids select distinct bidder_id, package_id from bids;

        create function usage_months() returns table (month date, partition regclass) language sql stable as $$
            select to_date(right(c.relname, 7), 'YYYY_MM'), c.oid::regclass
            from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'usage_days'::regclass
        $$;

        -- The first day of which usage is kept.
        create function usage_begins() returns date language sql stable as $$ select min(month) from usage_months() $$;

        create function create_usage_months(first date, last date) returns void language plpgsql as $$
        declare
            m date;
        begin
            for m in select generate_series(date_trunc('month', first::timestamp), last::timestamp, interval '1 month') loop
                if to_regclass('usage_days_' || to_char(m, 'YYYY_MM')) is null then
                    execute format(
                        'create table %I partition of usage_days for values from (%L) to (%L)', 'usage_days_' || to_char(m, 'YYYY_MM'), m, (m + interval '1 month')::date);
                end if;
            end loop;
        end $$;

        -- Months that were missed because nobody was there to make them are made too: events that tell of them may still wait.
        create function keep_usage_months(today date, months_ahead int, months_kept int) returns void language plpgsql set lock_timeout = '2s' as $$
        declare
            old regclass;
        begin
            perform pg_advisory_xact_lock(1651860590);
            perform create_usage_months(
                least((select max(month) from usage_months()), date_trunc('month', today::timestamp)::date), (today + make_interval(months => months_ahead))::date);
            for old in select partition from usage_months() where month < date_trunc('month', today::timestamp) - make_interval(months => months_kept) loop
                execute format('drop table %s', old);
            end loop;
        end $$;

        select create_usage_months((now() at time zone 'UTC')::date - 31, ((now() at time zone 'UTC') + interval '3 months')::date);
        """);
}
