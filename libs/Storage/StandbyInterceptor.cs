using System.Data.Common;
using System.Runtime.CompilerServices;
using BidForge.Messaging;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace BidForge.Storage;

/// <summary>Lets no write through EF be called done that stands on the primary alone: see <see cref="StandbyWait"/>.</summary>
internal sealed class StandbyInterceptor : IDbConnectionInterceptor, IDbTransactionInterceptor, ISaveChangesInterceptor
{
    private readonly ConditionalWeakTable<DbConnection, StandbyWait> waits = [];

    public DbConnection ConnectionCreated(ConnectionCreatedEventData eventData, DbConnection result)
    {
        waits.Add(result, StandbyWait.On((NpgsqlConnection)result));
        return result;
    }

    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Require(eventData.Context?.Database.GetDbConnection());
        return Task.CompletedTask;
    }

    public ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        Require(eventData.Context?.Database.GetDbConnection());
        return ValueTask.FromResult(result);
    }

    private void Require(DbConnection? connection)
    {
        if (connection is not null && waits.TryGetValue(connection, out var wait))
            wait.RequireHeld();
    }
}
