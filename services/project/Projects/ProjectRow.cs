using BidForge.Contracts;
using BidForge.Contracts.Projects;
using Npgsql;

namespace BidForge.Projects.Projects;

/// <summary>A project as a list reads it.</summary>
internal sealed record ProjectRow(ProjectView View, DateTimeOffset Order)
{
    public const string Columns =
        """
        p.id, p.company_id, p.company_name, p.name, p.description, p.address, p.city, p.region, p.postal_code, p.country, p.latitude, p.longitude,
        p.time_zone, p.visibility, p.currency, p.budget, p.status, p.package_count, p.next_due_at, p.last_due_at, p.version, p.created_at, p.published_at
        """;

    /// <param name="row">With <see cref="Columns"/>, then distance_km, then sort_key.</param>
    public static ProjectRow Read(NpgsqlDataReader row, Guid callerId, DateTimeOffset now)
    {
        var owner = row.GetGuid(1) == callerId;
        var place = new Place(Text(row, 5), row.GetString(6), row.GetString(7), Text(row, 8), row.GetString(9), row.GetDouble(10), row.GetDouble(11));
        var status = Project.StatusAt(Enum.Parse<ProjectStatus>(row.GetString(16), true), Instant(row, 19), now);
        return new(
            new(
                row.GetGuid(0), row.GetGuid(1), row.GetString(2), row.GetString(3), row.GetString(4), place, row.GetString(12),
                Enum.Parse<Visibility>(row.GetString(13), true), row.GetString(14), owner && !row.IsDBNull(15) ? row.GetDecimal(15) : null, status,
                null, row.GetInt32(17), Instant(row, 18) is { } due && due > now ? due : null, row.IsDBNull(23) ? null : Math.Round(row.GetDouble(23), 1),
                row.GetInt32(20), row.GetFieldValue<DateTimeOffset>(21), Instant(row, 22)),
            row.GetFieldValue<DateTimeOffset>(24));
    }

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static DateTimeOffset? Instant(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);
}
