using BidForge.Notifications.Feed;
using BidForge.Notifications.Storage;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Npgsql;

namespace BidForge.Notifications.Live;

/// <summary>
/// What streams read from the database. A connection is held for the length of one query only, and however many streams come back at once,
/// they leave most of the pool to others: they wait here in line instead of running into the pool's time-out.
/// </summary>
internal sealed class FeedReader(NpgsqlDataSource database, IOptions<JsonOptions> json) : IDisposable
{
    public const int PageSize = 100;

    private const int AtOnce = 6;

    private readonly SemaphoreSlim line = new(AtOnce);

    /// <summary>The company's newest number; 0 before its first.</summary>
    public async Task<long> HeadAsync(Guid companyId, CancellationToken cancellationToken) =>
        await NumberAsync("select last from company_sequences where company_id = $1", cancellationToken, companyId) ?? 0;

    /// <summary>The number of a notification that the person may see; null when there is none.</summary>
    public Task<long?> NumberOfAsync(Guid companyId, Guid userId, Guid id, CancellationToken cancellationToken) => NumberAsync(
        "select number from notifications where id = $3 and company_id = $1 and (user_id is null or user_id = $2)", cancellationToken, companyId, userId, id);

    /// <summary>Up to <see cref="PageSize"/> notifications after a number, in order.</summary>
    public async Task<IReadOnlyList<Frame>> AfterAsync(Guid companyId, long number, CancellationToken cancellationToken)
    {
        await line.WaitAsync(cancellationToken);
        try
        {
            await using var command = database.CreateCommand(
                $"""
                select number, id, user_id, kind, title, body, link, package_id, project_id, bid_id, created_at, traceparent
                from notifications where company_id = $1 and number > $2 order by number limit {PageSize}
                """).With(companyId, number);
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            var frames = new List<Frame>();
            while (await rows.ReadAsync(cancellationToken))
                frames.Add(Frame.Of(Read(companyId, rows), rows.IsDBNull(11) ? null : rows.GetString(11), json.Value.SerializerOptions));
            return frames;
        }
        finally
        {
            line.Release();
        }
    }

    public void Dispose() => line.Dispose();

    private async Task<long?> NumberAsync(string sql, CancellationToken cancellationToken, params object[] parameters)
    {
        await line.WaitAsync(cancellationToken);
        try
        {
            await using var command = database.CreateCommand(sql).With(parameters);
            return await command.ExecuteScalarAsync(cancellationToken) as long?;
        }
        finally
        {
            line.Release();
        }
    }

    private static Notification Read(Guid companyId, NpgsqlDataReader row) => new()
    {
        CompanyId = companyId,
        Number = row.GetInt64(0),
        Id = row.GetGuid(1),
        UserId = Id(row, 2),
        Kind = row.GetString(3),
        Title = row.GetString(4),
        Body = row.GetString(5),
        Link = row.GetString(6),
        PackageId = Id(row, 7),
        ProjectId = Id(row, 8),
        BidId = Id(row, 9),
        CreatedAt = row.GetFieldValue<DateTimeOffset>(10),
    };

    private static Guid? Id(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetGuid(column);
}
