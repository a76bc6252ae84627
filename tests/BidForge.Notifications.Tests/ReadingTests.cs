using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using BidForge.Contracts;

namespace BidForge.Notifications.Tests;

public sealed class ReadingTests(NotificationSystem system)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reading_is_each_persons_own()
    {
        var (owner, colleague) = await TwoPeopleAsync(3);
        // The colleague's own welcome counts as unread, too.
        await colleague.WelcomedAsync(Cancel);
        using var client = owner.Client();
        var news = await owner.NewsAsync(3, Cancel);
        var before = await UnreadAsync(colleague);
        using var read = await client.PostAsync(new Uri($"notifications/{news[0].GetProperty("id")}/read", UriKind.Relative), null, Cancel);
        Assert.Equal(HttpStatusCode.NoContent, read.StatusCode);

        Assert.True((await owner.NewsAsync(3, Cancel))[0].TryGetProperty("readAt", out _));
        Assert.False((await colleague.NewsAsync(3, Cancel))[0].TryGetProperty("readAt", out _));
        Assert.Equal(before, await UnreadAsync(colleague));
    }

    [Fact]
    public async Task Read_all_leaves_nothing_unread_and_what_comes_later_is_unread_again()
    {
        var sub = await system.RegisterAsync(CompanyKind.Subcontractor);
        var staged = new Staged(Guid.NewGuid());
        await system.PublishAsync(staged.Invited(sub.Id));
        await sub.NewsAsync(1, Cancel);
        await Eventually.TrueAsync(async () => await UnreadAsync(sub) is 2, "the welcome and the invitation unread", Cancel);
        using var client = sub.Client();
        (await client.PostAsync(new Uri("notifications/read-all", UriKind.Relative), null, Cancel)).EnsureSuccessStatusCode();
        Assert.Equal(0, await UnreadAsync(sub));
        Assert.All(await sub.NewsAsync(1, Cancel), item => Assert.True(item.TryGetProperty("readAt", out _)));

        await system.PublishAsync(staged.Addendum(1));
        await sub.NewsAsync(2, Cancel);
        Assert.Equal(1, await UnreadAsync(sub));
        var unread = await client.GetFromJsonAsync<JsonElement>("notifications?unread=true", Cancel);
        Assert.Equal("addendumIssued", Assert.Single(unread.GetProperty("data").EnumerateArray()).GetProperty("kind").GetString());
    }

    [Fact]
    public async Task Another_companys_notification_is_not_there()
    {
        var mine = await system.RegisterAsync(CompanyKind.Subcontractor);
        var other = await system.RegisterAsync(CompanyKind.Subcontractor);
        await system.PublishAsync(new Staged(Guid.NewGuid()).Invited(mine.Id));
        var id = (await mine.NewsAsync(1, Cancel))[0].GetProperty("id").GetGuid();
        using var client = other.Client();
        using var answer = await client.PostAsync(new Uri($"notifications/{id}/read", UriKind.Relative), null, Cancel);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("notification.not-found", (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("code").GetString());
        Assert.Empty(await other.NewsAsync(Cancel));
    }

    [Fact]
    public async Task A_welcome_is_for_the_person_who_joined()
    {
        var (owner, colleague) = await TwoPeopleAsync(0);
        using var client = owner.Client();
        using var theirs = colleague.Client();
        await Eventually.TrueAsync(async () => await WelcomesAsync(theirs) is 1 && await WelcomesAsync(client) is 1, "one welcome each", Cancel);
    }

    [Theory]
    [InlineData("notifications?limit=0", "limit")]
    [InlineData("notifications?limit=101", "limit")]
    [InlineData("notifications?cursor=nonsense", "cursor")]
    [InlineData("notifications/stream?lastEventId=nonsense", "lastEventId")]
    public async Task Bad_input_is_named(string path, string field)
    {
        var sub = await system.RegisterAsync(CompanyKind.Subcontractor);
        using var client = sub.Client();
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.True((await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("errors").TryGetProperty(field, out _));
    }

    [Theory]
    [InlineData("GET", "notifications")]
    [InlineData("GET", "notifications/unread-count")]
    [InlineData("GET", "notifications/stream")]
    [InlineData("POST", "notifications/read-all")]
    public async Task Without_a_token_nothing_is_told(string method, string path)
    {
        using var client = new HttpClient { BaseAddress = new Uri(system.Replicas[0], "/api/v1/") };
        using var answer = await client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path), Cancel);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    private async Task<(TestCompany Owner, TestCompany Colleague)> TwoPeopleAsync(int invitations)
    {
        var owner = await system.RegisterAsync(CompanyKind.Subcontractor);
        var colleague = await owner.AddColleagueAsync("viewer", Cancel);
        for (var i = 0; i < invitations; i++)
            await system.PublishAsync(new Staged(Guid.NewGuid()).Invited(owner.Id));
        await owner.NewsAsync(invitations, Cancel);
        return (owner, colleague);
    }

    private static async Task<int> UnreadAsync(TestCompany company)
    {
        using var client = company.Client();
        return (await client.GetFromJsonAsync<JsonElement>("notifications/unread-count", Cancel)).GetProperty("count").GetInt32();
    }

    private static async Task<int> WelcomesAsync(HttpClient client) =>
        (await client.GetFromJsonAsync<JsonElement>("notifications", Cancel)).GetProperty("data").EnumerateArray()
            .Count(item => item.GetProperty("kind").GetString() is "welcome");
}
