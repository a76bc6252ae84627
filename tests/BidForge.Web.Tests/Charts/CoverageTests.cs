using BidForge.Web.Api.Models;

namespace BidForge.Web.Tests.Charts;

public sealed class CoverageTests
{
    [Theory]
    [InlineData(8, 8, 6, 2, 0, 0)]
    [InlineData(8, 5, 2, 1, 2, 3)]
    [InlineData(3, 0, 0, 0, 0, 3)]
    public void Every_invited_company_is_counted_once(int invited, int viewed, int willBid, int declined, int onlyViewed, int silent)
    {
        var row = new PackageCoverage(
            Guid.Empty, Guid.Empty, "Masonry", "School", "masonry", DateTimeOffset.UnixEpoch, invited, viewed, willBid, declined, 0, 0, 0, 0, null, null, null, null, "USD");
        Assert.Equal((onlyViewed, silent), (row.OnlyViewed, row.Silent));
        Assert.Equal(invited, row.WillBid + row.OnlyViewed + row.Silent + row.Declined);
    }
}
