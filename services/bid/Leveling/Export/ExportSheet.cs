using BidForge.Bids.Bidding;
using BidForge.Bids.Disclosure;
using BidForge.Bids.Sealing;
using BidForge.Bids.Storage;
using BidForge.ServiceDefaults.Tokens;
using BidForge.Sharding;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BidForge.Bids.Leveling.Export;

internal static class ExportSheet
{
    /// <summary>The leveling sheet as CSV (RFC 4180), for spreadsheets. It discloses prices as the sheet itself does, and is logged alike.</summary>
    public static Task<Results<FileContentHttpResult, ProblemHttpResult>> CsvAsync(
        Guid packageId, Caller caller, BidStore store, Keys keys, CancellationToken cancellationToken) =>
        ExportAsync(packageId, caller, store, keys, SheetCsv.Of, "text/csv; charset=utf-8", "csv", cancellationToken);

    /// <summary>The leveling sheet as PDF, for print: A3, fifteen bidders across. Logged like the sheet itself.</summary>
    public static Task<Results<FileContentHttpResult, ProblemHttpResult>> PdfAsync(
        Guid packageId, Caller caller, BidStore store, Keys keys, CancellationToken cancellationToken) =>
        ExportAsync(packageId, caller, store, keys, SheetPdf.Of, "application/pdf", "pdf", cancellationToken);

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> ExportAsync(
        Guid packageId, Caller caller, BidStore store, Keys keys, Func<SheetTable, byte[]> write, string contentType, string ending, CancellationToken cancellationToken)
    {
        if (!SlottedId.TryGetSlot(packageId, out var slot))
            return BidRefusals.PackageNotFound();
        var (found, opened) = await store.ReadAsync(
            slot, caller.CompanyId, writes: true,
            () => [Views.Record(slot, packageId, null, caller), .. LeveledPackage.Commands(slot, packageId, caller)],
            async (reader, token) =>
            {
                await reader.NextResultAsync(token);
                return await LeveledPackage.ReadAsync(reader, keys, token);
            }, cancellationToken);
        if (!found)
            return BidRefusals.PackageNotFound();
        return opened is null
            ? LevelBids.NotOpened()
            : TypedResults.File(write(SheetTable.Of(opened.ToSheet())), contentType, $"leveling-{packageId}.{ending}");
    }
}
