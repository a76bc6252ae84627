using System.Globalization;
using BidForge.Contracts;
using BidForge.ServiceDefaults.Http;
using BidForge.ServiceDefaults.Tokens;

namespace BidForge.Projects.Projects;

/// <summary>Whose projects a list is of.</summary>
internal enum ProjectScope
{
    /// <summary>The caller's own, in any state.</summary>
    Mine,

    /// <summary>What is on the market for the caller: public, or with an invitation.</summary>
    Open,
}

internal enum ProjectSort
{
    /// <summary>By the next due time, the nearest first.</summary>
    Due,

    /// <summary>The last published (of own: created) first.</summary>
    Newest,
}

/// <summary>What a list of projects is asked for, checked.</summary>
internal sealed record ProjectQuery(
    ProjectScope Scope, ProjectSort Sort, string? Words, string? Trade, ProjectStatus? Status, GeoCircle? Near, DateTimeOffset? DueAfter, DateTimeOffset? DueBefore,
    ProjectCursor? Cursor, int Limit)
{
    public const double DefaultKilometres = 100;

    /// <summary>Names the answer in the cache, apart from who asks.</summary>
    public string Key => string.Create(
        CultureInfo.InvariantCulture,
        $"{Scope}|{Sort}|{Status}|{Trade}|{Near}|{DueAfter?.UtcTicks}|{DueBefore?.UtcTicks}|{Cursor?.Order.UtcTicks}|{Cursor?.Id:N}|{Limit}|{Words}");

    /// <summary>null when <paramref name="errors"/> names what is wrong.</summary>
    public static ProjectQuery? Read(IQueryCollection parameters, Caller caller, out FieldErrors errors)
    {
        var query = new QueryReader(
            parameters, "scope", "query", "trade", "status", "latitude", "longitude", "withinKm", "dueAfter", "dueBefore", "sort", "cursor", "limit").RefuseUnknown();
        errors = query.Errors;
        var scope = query.Word<ProjectScope>("scope") ?? (caller.Kind is CompanyKind.Contractor ? ProjectScope.Mine : ProjectScope.Open);
        var status = query.Word<ProjectStatus>("status");
        var sort = query.Word<ProjectSort>("sort") ?? ProjectSort.Due;
        // Nothing is due any more in what is over.
        if (scope is ProjectScope.Open && status is ProjectStatus.Closed or ProjectStatus.Awarded or ProjectStatus.Cancelled)
            sort = ProjectSort.Newest;
        var read = new ProjectQuery(
            scope, sort, query.Text("query", 200), query.Text("trade", 60), status, Circle(query),
            query.Instant("dueAfter"), query.Instant("dueBefore"), query.Cursor<ProjectCursor>(), query.Limit());
        errors.Require(read.Trade is null || Trades.Exists(read.Trade), "trade", "Is not a trade of the list at /api/v1/trades.");
        errors.Require(read.Cursor is null || (read.Cursor.Sort == sort && read.Cursor.Scope == read.Scope), "cursor", "Is not a cursor of this list.");
        return errors.Any ? null : read;
    }

    private static GeoCircle? Circle(QueryReader query)
    {
        var (latitude, longitude) = (query.Number("latitude", -90, 90), query.Number("longitude", -180, 180));
        var kilometres = query.Number("withinKm", 1, 5000);
        query.Errors.Require(latitude is null == longitude is null, latitude is null ? "latitude" : "longitude", "Latitude and longitude come together.");
        query.Errors.Require(kilometres is null || latitude is not null, "withinKm", "Needs latitude and longitude.");
        return latitude is { } y && longitude is { } x ? new(y, x, kilometres ?? DefaultKilometres) : null;
    }
}

/// <summary>A place and how far around it to look.</summary>
internal sealed record GeoCircle(double Latitude, double Longitude, double Kilometres);

/// <summary>The sort key of the last project shown.</summary>
internal sealed record ProjectCursor(ProjectScope Scope, ProjectSort Sort, DateTimeOffset Order, Guid Id);
