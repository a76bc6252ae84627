using BidForge.Web.Sessions;
using BidForge.Web.Text;

namespace BidForge.Web.Tests.Text;

public sealed class PlacesAndLinksTests
{
    [Fact]
    public void Namesakes_are_told_apart_by_region_and_country()
    {
        Assert.Equal(33.5186m, Towns.Find("Birmingham", "AL", "US")!.Latitude);
        Assert.Equal(52.4862m, Towns.Find("birmingham", null, "GB")!.Latitude);
    }

    [Fact]
    public void A_town_in_another_state_is_not_mistaken_for_the_known_one() => Assert.Null(Towns.Find("Portland", "ME", "US"));

    [Fact]
    public void An_unknown_town_is_none() => Assert.Null(Towns.Find("Nowhere Springs", "IL", "US"));

    [Theory]
    [InlineData("/packages/1?x=y#documents")]
    [InlineData("/bids")]
    public void A_path_of_this_site_is_returned_to(string path) => Assert.Equal(path, SafeReturn.Of(path));

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("/a\\b")]
    [InlineData("/a\r\nSet-Cookie: x")]
    [InlineData("javascript:alert(1)")]
    [InlineData(null)]
    public void Another_sites_address_is_never_returned_to(string? address) => Assert.Equal("/dashboard", SafeReturn.Of(address));

    [Fact]
    public void A_notification_that_points_elsewhere_leads_to_the_list() => Assert.Equal("/notifications", SiteLink.Of("https://evil.example/"));
}
