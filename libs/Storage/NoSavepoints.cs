using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace BidForge.Storage;

/// <summary>
/// No savepoint around what EF saves within a transaction. A write that fails ends its transaction here in any case; and of a savepoint that can't be released, because the
/// connection was lost meanwhile, EF says nothing: the write would go on, and fail at its commit as if the program were at fault. It saves two round trips besides.
/// </summary>
internal sealed class NoSavepoints : DbTransactionInterceptor
{
    public override DbTransaction TransactionStarted(DbConnection connection, TransactionEndEventData eventData, DbTransaction result) => Without(eventData.Context, result);

    public override ValueTask<DbTransaction> TransactionStartedAsync(
        DbConnection connection, TransactionEndEventData eventData, DbTransaction result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Without(eventData.Context, result));

    private static DbTransaction Without(DbContext? db, DbTransaction transaction)
    {
        if (db is not null)
            db.Database.AutoSavepointsEnabled = false;
        return transaction;
    }
}
