using BidForge.Contracts.Bids;
using BidForge.Files.Storage;
using BidForge.Messaging;
using Microsoft.EntityFrameworkCore;

namespace BidForge.Files.Access;

/// <summary>Opens to the contractor the attachments that the opened bids list, where the bidder owns them and uploaded them for this package. Everything else stays closed.</summary>
internal sealed class OpeningHandler(FileDb db) : IEventHandler<BidsOpened>
{
    public async Task HandleAsync(BidsOpened message, CancellationToken cancellationToken)
    {
        // The terms may not have come yet: then the package is known by its opening first, at a version that any terms exceed.
        await db.Database.ExecuteSqlAsync($"""
            insert into packages as known (id, company_id, visibility, published, due_at, opened_at, version)
            values ({message.PackageId}, {message.ContractorId}, 'invited', true, {message.DueAt}, {message.OpenedAt}, 0)
            on conflict (id) do update set opened_at = coalesce(known.opened_at, excluded.opened_at), published = true
            where known.company_id = excluded.company_id
            """, cancellationToken);
        foreach (var bid in message.Bids.Where(bid => bid.Attachments.Count > 0))
        {
            var attachments = bid.Attachments.ToArray();
            await db.Database.ExecuteSqlAsync($"""
                update files set opened_to = {message.ContractorId}
                where id = any({attachments}) and company_id = {bid.BidderId} and package_id = {message.PackageId} and purpose = 'bidAttachment'
                """, cancellationToken);
        }
    }
}
