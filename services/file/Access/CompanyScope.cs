using BidForge.Files.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace BidForge.Files.Access;

/// <summary>The second lock: within the transaction PostgreSQL itself shows and changes only what this company may.</summary>
internal static class CompanyScope
{
    public static async Task<IDbContextTransaction> ActAsAsync(this FileDb db, Guid companyId, CancellationToken cancellationToken)
    {
        var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        try
        {
            await db.Database.ExecuteSqlAsync(
                $"select set_config('role', 'bidforge_file', true), set_config('app.company', {companyId.ToString()}, true)", cancellationToken);
            return transaction;
        }
        catch
        {
            await transaction.DisposeAsync();
            throw;
        }
    }
}
