using Npgsql;

namespace BidForge.Projects.Projects;

/// <summary>
/// The SQL behind lists of projects. Each branch reads an index in the order of the list and stops at the limit; what is public and what
/// a company is invited to are two branches, so that the many invitations of others cost nothing.
/// </summary>
internal sealed class ProjectSearch(ProjectQuery query, Guid companyId, DateTimeOffset now)
{
    /// <summary>Due order of a project that has nothing due any more; the schema's default.</summary>
    private const string Never = "'9999-01-01Z'";

    // Far ends to measure from, near enough for a float of seconds to tell microseconds apart.
    private const string BeforeAll = "'2000-01-01Z'::timestamptz";
    private const string AfterAll = "'2100-01-01Z'::timestamptz";

    private readonly List<NpgsqlParameter> parameters = [];

    public NpgsqlCommand ToCommand(NpgsqlConnection connection)
    {
        var sql = query.Scope is ProjectScope.Mine ? Mine() : Open();
        var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(parameters.ToArray());
        return command;
    }

    private bool Due => query.Sort is ProjectSort.Due;

    private string Direction => Due ? "asc" : "desc";

    private string SortKey => Due ? "p.due_order" : query.Scope is ProjectScope.Mine ? "p.created_at" : "p.published_at";

    private int Rows => query.Limit + 1;

    private string Mine() =>
        $"""
        {Select()}
        where p.company_id = {Parameter(companyId)}{(query.Status is null ? "" : " and " + StatusIs())}{Filters()}
        {InOrder()}
        """;

    private string Open() =>
        $"""
        select * from (
        (
            {Select()}
            where p.visibility = 'public' and p.published_at is not null and {StatusIs()}{Filters()}
            {(query.Near is null ? InOrder() : InOrderAround())}
        )
        union all
        (
            {Select()}
            where p.visibility = 'invited' and p.published_at is not null and {StatusIs()}
              and p.id in (select project_id from invitations where company_id = {Parameter(companyId)}){Filters()}
            {InOrder()}
        )) found
        order by sort_key {Direction}, id {Direction}
        limit {Rows}
        """;

    private string Select() => $"select {ProjectRow.Columns}, {Distance()} as distance_km, {SortKey} as sort_key from projects p";

    private string InOrder() => $"order by {SortKey} {Direction}, p.id {Direction} limit {Rows}";

    /// <summary>The same order as a nearest-first search along time, which the index over position and time can answer; it knows no ids, so ties come along.</summary>
    private string InOrderAround() => $"order by {SortKey} <-> {(Due ? BeforeAll : AfterAll)} fetch first {Rows} rows with ties";

    private string Filters()
    {
        var filters = new List<string>();
        if (query.Words is { } words)
            filters.Add(SearchWords.ToTextQuery(words) is { } text && Parameter(text) is var q
                ? $"p.search @@ (to_tsquery('english', {q}) || to_tsquery('simple', {q}))"
                : "false");
        if (query.Trade is { } trade)
            filters.Add($"p.trades @> array[{Parameter(trade)}]::text[]");
        if (query.Near is { } near && Origin() is var origin && Parameter(near.Kilometres * 1000) is var metres)
            filters.Add($"earth_box({origin}, {metres}) @> p.position and earth_distance({origin}, p.position) <= {metres}");
        if (query.DueAfter is { } after)
            filters.Add($"p.due_order >= {Parameter(after)}");
        if (query.DueBefore is { } before)
            filters.Add($"p.due_order < {Parameter(before)}");
        if (query.DueAfter is not null || query.DueBefore is not null)
            filters.Add($"p.due_order < {Never}");
        if (query.Cursor is { } cursor && (Due ? ">" : "<") is var beyond)
        {
            var order = Parameter(cursor.Order);
            filters.Add($"{SortKey} {beyond}= {order} and ({SortKey}, p.id) {beyond} ({order}, {Parameter(cursor.Id)})");
        }
        return string.Concat(filters.Select(filter => $"\n  and {filter}"));
    }

    private string StatusIs() => (query.Status ?? ProjectStatus.Published) switch
    {
        ProjectStatus.Published => $"p.status = 'published' and p.due_order < {Never} and p.last_due_at > {Parameter(now)}",
        ProjectStatus.Closed => $"p.status = 'published' and p.last_due_at <= {Parameter(now)}",
        ProjectStatus.Draft => "p.status = 'draft'",
        ProjectStatus.Awarded => "p.status = 'awarded'",
        ProjectStatus.Cancelled => "p.status = 'cancelled'",
    };

    private string Distance() => query.Near is null ? "null::float8" : $"earth_distance({Origin()}, p.position) / 1000";

    private string Origin() => $"ll_to_earth({Parameter(query.Near!.Latitude)}, {Parameter(query.Near.Longitude)})";

    private string Parameter(object value)
    {
        parameters.Add(new() { Value = value });
        return $"${parameters.Count}";
    }
}
