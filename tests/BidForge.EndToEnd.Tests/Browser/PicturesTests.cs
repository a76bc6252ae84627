using BidForge.EndToEnd.Tests.Browser.Support;
using BidForge.Demo.Api;
using BidForge.Testing.Marketplace;

namespace BidForge.EndToEnd.Tests.Browser;

/// <summary>Pictures among the documents of a package are seen before they are opened.</summary>
[Collection(typeof(Site))]
public sealed class PicturesTests(Site site)
{
    private static readonly byte[] Png = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_picture_shows_its_preview_beside_its_name_and_leads_to_the_original()
    {
        var foreign = await SealedProject.CreateAsync(site.Gateway, Cancel);
        var picture = (await foreign.Contractor.Api.UploadAsync($"/files?purpose=document&packageId={foreign.PackageId}&name=north%20wall.png", Png, "image/png", Cancel)).Id();
        await using var visitor = await site.VisitAsync();
        await visitor.LogInAsync(foreign.Bidder.Email);
        await visitor.GoAsync($"/packages/{foreign.PackageId}");

        var image = visitor.Page.Locator($"#documents a[href='/files/{picture}'] img[alt='Preview of north wall.png']");
        await image.ScrollIntoViewIfNeededAsync();
        await visitor.Page.WaitForFunctionAsync("() => { const image = document.querySelector('#documents img'); return image.complete && image.naturalWidth === 1; }");
        Assert.Equal(1, await visitor.Page.Locator("#documents img").CountAsync());
        Assert.Empty(await Accessibility.ViolationsAsync(visitor.Page, Cancel));
        Assert.Empty(visitor.Faults);
    }
}
