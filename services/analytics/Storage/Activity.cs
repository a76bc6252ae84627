using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace BidForge.Analytics.Storage;

/// <summary>What goes on around the bids: companies and their people, addenda, documents, questions, looks at bids.</summary>
[DbContext(typeof(AnalyticsDb))]
[Migration("20261126000001_Activity")]
internal sealed class Activity : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        create table companies (
            company_id uuid primary key,
            kind text not null,
            trades text[] not null,
            version int not null
        );
        create index companies_trades on companies using gin (trades) where kind = 'subcontractor';

        create table people (
            user_id uuid primary key,
            company_id uuid not null,
            joined_at timestamptz not null
        );
        create index people_company on people (company_id);

        create table addenda (
            addendum_id uuid primary key,
            package_id uuid not null,
            contractor_id uuid not null,
            issued_at timestamptz not null
        );
        create index addenda_package on addenda (package_id);

        create table documents (
            file_id uuid primary key,
            package_id uuid not null,
            contractor_id uuid not null,
            bytes bigint not null,
            stored_at timestamptz not null
        );
        create index documents_package on documents (package_id);

        create table questions (
            question_id uuid primary key,
            package_id uuid not null,
            contractor_id uuid not null,
            asked_at timestamptz,
            answered_at timestamptz
        );
        create index questions_contractor on questions (contractor_id, package_id);

        create table looks (
            bid_id uuid not null,
            viewer_id uuid not null,
            bidder_id uuid not null,
            primary key (bid_id, viewer_id)
        );
        create index looks_bidder on looks (bidder_id);
        """);
}
