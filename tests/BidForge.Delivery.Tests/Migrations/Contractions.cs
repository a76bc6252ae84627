using System.Text.RegularExpressions;

namespace BidForge.Delivery.Tests.Migrations;

/// <summary>What in SQL takes something away from a version that still runs, or asks of it what it does not know of.</summary>
internal static partial class Contractions
{
    /// <summary>Those of a script, each as a line without its comments.</summary>
    public static IEnumerable<string> In(string sql) => Statements(sql).Where(Contracts);

    /// <summary>All SQL that a migration in C# holds: the text of its literals.</summary>
    public static string InLiterals(string code) => string.Join(";\n", Literal().Matches(Remark().Replace(code, "")).Select(match => match.Groups[1].Value + match.Groups[2].Value));

    private static IEnumerable<string> Statements(string sql)
    {
        // What a block does is done by the migration; the body of a function waits for a caller.
        sql = Block().Replace(Comment().Replace(sql, " "), ";$2;");
        return Body().Replace(sql, "''").Split(';').Select(statement => Spaces().Replace(statement, " ").Trim().ToLowerInvariant()).Where(statement => statement.Length > 0);
    }

    private static bool Contracts(string statement)
    {
        if (AlterTable().Match(statement) is not { Success: true } table)
            return TakesAway().IsMatch(statement);
        var actions = Actions(table.Groups[1].Value).ToList();
        return actions.Exists(action => Takes().IsMatch(action)
            || Demands().Match(action) is { Success: true } demanded && !actions.Exists(other => other.StartsWith($"alter {demanded.Groups[1].Value} set default", StringComparison.Ordinal))
            || AddsColumn().IsMatch(action) && action.Contains("not null", StringComparison.Ordinal) && !Fills().IsMatch(action));
    }

    /// <summary>An alteration's parts, at the commas outside of brackets.</summary>
    private static IEnumerable<string> Actions(string list)
    {
        var (depth, start) = (0, 0);
        for (var at = 0; at <= list.Length; at++)
            if (at == list.Length || list[at] is ',' && depth is 0)
            {
                yield return Column().Replace(list[start..at].Trim(), "$1 ");
                start = at + 1;
            }
            else
                depth += list[at] switch { '(' => 1, ')' => -1, _ => 0 };
    }

    [GeneratedRegex(@"--[^\n]*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\bdo\s+\$(\w*)\$(.*?)\$\1\$", RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex Block();

    [GeneratedRegex(@"\$(\w*)\$.*?\$\1\$", RegexOptions.Singleline)]
    private static partial Regex Body();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"\balter table (?:if exists )?(?:only )?\S+ (.*)$")]
    private static partial Regex AlterTable();

    [GeneratedRegex(@"\bdrop (table|view|materialized view|function|procedure|type|domain|schema|sequence|extension)\b|\balter (type|domain|view|function|sequence|schema)\b.* (rename|drop|set schema|type)\b|\brevoke\b")]
    private static partial Regex TakesAway();

    [GeneratedRegex(@"^(alter|drop|add|rename) column (?:if (?:not )?exists )?")]
    private static partial Regex Column();

    [GeneratedRegex(@"^(rename|set schema|drop (?!constraint )|alter \S+ (set data )?type )")]
    private static partial Regex Takes();

    [GeneratedRegex(@"^alter (\S+) set not null$")]
    private static partial Regex Demands();

    [GeneratedRegex(@"^add (?!constraint|check|primary|unique|foreign|exclude)")]
    private static partial Regex AddsColumn();

    [GeneratedRegex(@"\b(default|generated)\b")]
    private static partial Regex Fills();

    [GeneratedRegex("\"\"\"(.*?)\"\"\"|\"((?:[^\"\\\\\n]|\\\\.)*)\"", RegexOptions.Singleline)]
    private static partial Regex Literal();

    [GeneratedRegex(@"^\s*//.*$", RegexOptions.Multiline)]
    private static partial Regex Remark();
}
