using BidForge.Monitoring.Tests.Support;

namespace BidForge.Monitoring.Tests.Secrecy.Dump;

/// <summary>The site's bid form, as a browser fills it in: what is typed is kept as a draft.</summary>
internal static class DraftPage
{
    public static async Task TypeAsync(Uri address, string email, Guid packageId, Guid lineId, string price, string notes, CancellationToken ct)
    {
        using var site = await Site.SignInAsync(address, email, ct);
        var page = $"/packages/{packageId}/bid";
        await site.PostAsync(
            page, "bid", new() { ["Form.Lines[0].LineItemId"] = lineId.ToString(), ["Form.Lines[0].UnitPrice"] = price, ["Form.Notes"] = notes }, null, ct, $"{page}/draft");
        Assert.Contains(notes, await site.ReadAsync(page, ct));
    }
}
