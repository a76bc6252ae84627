using System.Text;
using BidForge.Contracts;
using Npgsql;

namespace BidForge.Auth.Companies;

/// <summary>The sort key of a row: name and id, or distance (the chord in kilometres) and id.</summary>
internal sealed record DirectoryKey(string? Name, double? Distance, Guid Id);

internal sealed record DirectoryRow(CompanyView Company, DirectoryKey Key);

/// <summary>
/// Finds companies. Positions are points of a cube index on a sphere in kilometres: the straight line through the earth (the chord) grows
/// with the distance over ground, so the index orders and limits by it, and only the rows shown are converted.
/// </summary>
internal sealed class Directory(NpgsqlDataSource source)
{
    private const double EarthKm = 6371.0088;

    public async Task<IReadOnlyList<DirectoryRow>> FindAsync(DirectoryQuery query, DirectoryKey? after, CancellationToken cancellationToken)
    {
        await using var command = Compose(query, after);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<DirectoryRow>(query.PageSize + 1);
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(Row(reader, query.ByDistance));
        return rows;
    }

    private NpgsqlCommand Compose(DirectoryQuery query, DirectoryKey? after)
    {
        var command = source.CreateCommand();
        var where = new StringBuilder("true");
        string Add(object value)
        {
            command.Parameters.Add(new() { Value = value });
            return $"${command.Parameters.Count}";
        }

        void And(string condition) => where.Append(" and ").Append(condition);

        var chord = "null::float8";
        if (query.HasPosition)
        {
            var point = $"sphere_point({Add(query.Latitude!)}, {Add(query.Longitude!)})";
            chord = $"position <-> {point}";
            if (query.WithinKm is { } withinKm)
            {
                var longest = Add(Chord(withinKm));
                And($"position <@ cube_enlarge({point}, {longest}, 3) and {chord} <= {longest}");
            }
        }
        if (!string.IsNullOrWhiteSpace(query.Query))
            And($"sort_name like lower({Add($"%{Escape(query.Query.Trim())}%")})");
        if (query.Trade is not null)
            And($"trades @> array[{Add(query.Trade)}]");
        if (query.Kind is not null)
            And($"kind = {Add(query.Kind)}");
        if (after is { Distance: { } distance })
            And($"({chord}, id) > ({Add(distance)}, {Add(after.Id)})");
        else if (after is not null)
            And($"(sort_name, id) > ({Add(after.Name ?? "")}, {Add(after.Id)})");

        command.CommandText = $"""
            select c.id, name, kind, trades, address, city, region, postal_code, country, latitude, longitude, service_radius_km, time_zone,
                   description, phone, website, version, created_at, {chord} as chord, sort_name
            from ({(query.ByDistance ? Nearest(where, chord, query.PageSize + 1) : ByName(where, query.PageSize + 1))}) page join companies c using (id)
            order by {(query.ByDistance ? chord : "sort_name")}, id
            limit {query.PageSize + 1}
            """;
        return command;
    }

    // Only ids: a search by name alone reads nothing but its index until the page is found.
    private static string ByName(StringBuilder where, int rows) =>
        $"select id from companies where {where} order by sort_name, id limit {rows}";

    // Ordered by distance alone, for PostgreSQL reads an index in order of distance only then; companies as far as the last one come along, and are put in order of id outside.
    private static string Nearest(StringBuilder where, string chord, int rows) =>
        $"select id from companies where {where} order by {chord} fetch first {rows} rows with ties";

    private static DirectoryRow Row(NpgsqlDataReader row, bool byDistance)
    {
        string? Text(int column) => row.IsDBNull(column) ? null : row.GetString(column);
        double? chord = row.IsDBNull(18) ? null : row.GetDouble(18);
        var company = new CompanyView(
            row.GetGuid(0), row.GetString(1), Enum.Parse<CompanyKind>(row.GetString(2), ignoreCase: true), row.GetFieldValue<string[]>(3),
            new(Text(4), row.GetString(5), row.GetString(6), Text(7), row.GetString(8), row.GetDouble(9), row.GetDouble(10)),
            row.GetDouble(11), row.GetString(12), Text(13), Text(14), Text(15), row.GetInt32(16), row.GetFieldValue<DateTimeOffset>(17),
            chord is { } length ? Math.Round(Ground(length), 2) : null);
        return new(company, byDistance ? new(null, chord, company.Id) : new(row.GetString(19), null, company.Id));
    }

    private static double Chord(double groundKm) => 2 * EarthKm * Math.Sin(Math.Min(groundKm / (2 * EarthKm), Math.PI / 2));

    private static double Ground(double chordKm) => 2 * EarthKm * Math.Asin(Math.Min(1, chordKm / (2 * EarthKm)));

    private static string Escape(string words) => words.Replace("\\", "\\\\").Replace("%", "\\%").Replace("_", "\\_");
}
