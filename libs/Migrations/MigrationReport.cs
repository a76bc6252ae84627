using System.Text.Json;
using System.Text.Json.Serialization;

namespace BidForge.Migrations;

/// <summary>How one database came out: a line of JSON on the standard output of <c>migrate</c>.</summary>
/// <param name="Database">Its name.</param>
/// <param name="State">What was found or done.</param>
/// <param name="Steps">Applied, or with a dry run still to be applied.</param>
/// <param name="Sql">What the steps execute, where it was asked for.</param>
/// <param name="Error">Why it was not migrated.</param>
public sealed record MigrationReport(string Database, MigrationState State, IReadOnlyList<string> Steps, string? Sql = null, string? Error = null)
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter<MigrationState>(JsonNamingPolicy.CamelCase) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>The database is, or with a dry run can be brought, where it should be.</summary>
    [JsonIgnore]
    public bool IsGood => State is MigrationState.Current or MigrationState.Pending or MigrationState.Applied;
}

public enum MigrationState
{
    /// <summary>There was nothing to do.</summary>
    Current,

    /// <summary>A dry run found steps to apply.</summary>
    Pending,

    /// <summary>Steps were applied.</summary>
    Applied,

    /// <summary>Somebody held a lock for longer than the time limit; nothing of the step in question was done.</summary>
    Locked,

    /// <summary>The database does not answer, or refused a step.</summary>
    Failed,
}
