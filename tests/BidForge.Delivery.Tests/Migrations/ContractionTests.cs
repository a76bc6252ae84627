using System.Text.RegularExpressions;

namespace BidForge.Delivery.Tests.Migrations;

/// <summary>
/// During a roll-out, and after going back, the version before runs on the new schema (docs/delivery.md, "Expand, then contract"). So whatever takes something away from it stands here,
/// with the reason why it can be done by now.
/// </summary>
public sealed partial class ContractionTests
{
    private static readonly Dictionary<string, string> Contracted = new()
    {
        ["bid-0003-bidding.functions.sql: drop type if exists bid_answer cascade"] = "Made again in the same transaction, with all functions that answer it; what it holds is read by name.",
        ["bid-0004-terms.functions.sql: drop function if exists take_terms(smallint, jsonb)"] = "The one without a key of the package, from before there was a release.",
        ["bid-0005-results.functions.sql: drop function if exists record_views(smallint, uuid, uuid, uuid, text)"] = "The one without a time, from before there was a release.",
        ["bid-0010-own-bids.sql: revoke select on outbox from bid_app"] = "No version reads it as a request: the relay does, as the login that owns the table.",
    };

    public static TheoryData<string> Scripts => [.. Files().Select(file => Path.GetRelativePath(Repository.Root, file))];

    [Theory]
    [MemberData(nameof(Scripts))]
    public void Nothing_is_taken_away_from_the_version_before_without_a_reason(string script) =>
        Assert.Empty(In(Repository.Path(script)).Except(Contracted.Keys));

    [Fact]
    public void Every_reason_is_for_something_that_is_there() =>
        Assert.Equal(Contracted.Keys.Order(StringComparer.Ordinal), Files().SelectMany(In).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void The_migrations_of_every_service_are_read()
    {
        Assert.Equal(["analytics", "auth", "bid", "file", "notification", "project"], Scripts.Select(script => script.Data.Split('/')).Where(path => path[0] is "services").Select(path => path[1]).Distinct().Order());
        // And in SQL: what else a migration may call would be looked for in vain.
        Assert.All(Files().Where(file => file.EndsWith(".cs", StringComparison.Ordinal)), file => Assert.All(Called().Matches(File.ReadAllText(file)), call => Assert.Equal("Sql", call.Groups[1].Value)));
    }

    [Theory]
    [InlineData("drop table bids")]
    [InlineData("drop view if exists standing_awards")]
    [InlineData("alter table bids drop column note")]
    [InlineData("alter table bids add note text, drop if exists name")]
    [InlineData("ALTER TABLE bids\n    RENAME COLUMN note TO remark")]
    [InlineData("alter table bids rename to offers")]
    [InlineData("alter table bids alter column note set not null")]
    [InlineData("alter table bids add column note text not null")]
    [InlineData("alter table only bids alter amount type numeric(20, 2)")]
    [InlineData("alter table bids alter column amount set data type bigint using amount::bigint")]
    [InlineData("alter type trade rename value 'steel' to 'metal'")]
    [InlineData("do $$ begin if true then drop table bids; end if; end $$")]
    [InlineData("create function f() returns int language sql as $$ select 1; $$; drop function g()")]
    public void What_the_version_before_could_not_bear_is_found(string sql) => Assert.Single(Contractions.In(sql));

    [Theory]
    [InlineData("create table bids (note text not null)")]
    [InlineData("alter table bids add note text not null default '', add constraint bids_note check (length(note) < 10)")]
    [InlineData("alter table bids alter note drop not null, drop constraint bids_note")]
    [InlineData("alter table bids alter column note set default '', alter column note set not null")]
    [InlineData("alter table bids add total bigint not null generated always as (1) stored")]
    [InlineData("drop index bids_of_package")]
    [InlineData("-- drop table bids;\nselect 1")]
    [InlineData("create function forget() returns void language plpgsql as $$ begin drop table bids; end $$")]
    public void What_it_does_not_notice_is_let_be(string sql) => Assert.Empty(Contractions.In(sql));

    private static IEnumerable<string> In(string file) =>
        Contractions.In(file.EndsWith(".cs", StringComparison.Ordinal) ? Contractions.InLiterals(File.ReadAllText(file)) : File.ReadAllText(file)).Select(statement => $"{Path.GetFileName(file)}: {statement}");

    /// <summary>Scripts, migrations, and what migrations have in common.</summary>
    private static IEnumerable<string> Files() => new[] { "services", "libs" }.SelectMany(folder => Directory.EnumerateFiles(Repository.Path(folder), "*", SearchOption.AllDirectories))
        .Where(file => file.EndsWith(".sql", StringComparison.Ordinal)
            || file.EndsWith("Schema.cs", StringComparison.Ordinal)
            || file.EndsWith(".cs", StringComparison.Ordinal) && File.ReadAllText(file).Contains("[Migration(", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    [GeneratedRegex(@"migrationBuilder\.(\w+)")]
    private static partial Regex Called();
}
