using System.Net.Http.Json;
using System.Text.Json;
using Aspire.Hosting.Testing;
using BidForge.Contracts;
using Npgsql;

namespace BidForge.Notifications.Tests;

[Collection("mail")]
public sealed class MailTests(NotificationSystem system)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_invitation_comes_by_mail_as_text_and_html_with_a_message_id_of_its_own()
    {
        var sub = await system.RegisterAsync(CompanyKind.Subcontractor);
        var staged = new Staged(Guid.NewGuid());
        await system.PublishAsync(staged.Invited(sub.Id));
        var mails = await MailsAsync(sub.Email, 2);
        var mail = mails.Single(m => m.GetProperty("subject").GetString() is "You are invited to bid: Electrical, Harbor Tower");
        Assert.Contains($"/packages/{staged.PackageId}", mail.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Contains("14:00 America/Chicago", mail.GetProperty("html").GetString(), StringComparison.Ordinal);
        Assert.Equal(2, mails.Select(MessageId).Distinct().Count());
        await using var database = NpgsqlDataSource.Create((await system.App.GetConnectionStringAsync("notification-db", Cancel))!);
        await using var command = database.CreateCommand("select '<' || replace(id::text, '-', '') || '@bidforge.localhost>' from emails where address = $1");
        command.Parameters.Add(new() { Value = sub.Email });
        var expected = new List<string>();
        await using var rows = await command.ExecuteReaderAsync(Cancel);
        while (await rows.ReadAsync(Cancel))
            expected.Add(rows.GetString(0));
        Assert.Equal(expected.Order(), mails.Select(MessageId).Order());
    }

    [Fact]
    public async Task What_people_write_cannot_become_markup_in_a_mail()
    {
        var sub = await system.RegisterAsync(CompanyKind.Subcontractor);
        await system.PublishAsync(new Staged(Guid.NewGuid()).Invited(sub.Id) with { ProjectName = "<script>alert(1)</script>\r\nBcc: x@example.com", TimeZone = "Nowhere/None" });
        var mail = (await MailsAsync(sub.Email, 2)).Single(m => m.GetProperty("subject").GetString()!.StartsWith("You are", StringComparison.Ordinal));
        Assert.DoesNotContain("<script>", mail.GetProperty("html").GetString(), StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", mail.GetProperty("html").GetString(), StringComparison.Ordinal);
        Assert.Equal([sub.Email], mail.GetProperty("to").EnumerateArray().Select(to => to.GetString()));
    }

    [Fact]
    public async Task A_person_heard_of_late_gets_the_mails_of_what_happened_since_joining()
    {
        var staged = new Staged(Guid.NewGuid());
        var (company, email) = (Guid.NewGuid(), $"{Guid.NewGuid():N}@example.com");
        await system.PublishAsync(staged.Invited(company, staged.Now.AddDays(-1)));
        await system.PublishAsync(staged.Submitted(company, Guid.CreateVersion7()));
        await Task.Delay(700, Cancel);
        await system.PublishAsync(new BidForge.Contracts.Auth.UserJoined(Guid.NewGuid(), company, "Late Larry", email, "owner", staged.Now.AddHours(-1)));
        var subjects = (await MailsAsync(email, 2)).Select(mail => mail.GetProperty("subject").GetString()!).Order();
        Assert.Equal(["Welcome to BidForge", "Your bid is in: Electrical, Harbor Tower"], subjects);
    }

    [Fact]
    public async Task While_the_mail_server_is_down_mails_wait_and_each_goes_out_once_when_it_is_back()
    {
        await system.App.StopResourceAsync("mail");
        var sub = await system.RegisterAsync(CompanyKind.Subcontractor);
        for (var i = 0; i < 12; i++)
            await system.PublishAsync(new Staged(Guid.NewGuid()).Invited(sub.Id));
        await sub.NewsAsync(12, Cancel);
        await Task.Delay(3000, Cancel);
        await system.App.StartResourceAsync("mail", Cancel);
        var mails = await MailsAsync(sub.Email, 13);
        await Task.Delay(2500, Cancel);
        Assert.Equal(13, (await MailsAsync(sub.Email, 13)).Count);
        Assert.Equal(13, mails.Select(MessageId).Distinct().Count());
    }

    private static string MessageId(JsonElement mail) =>
        mail.GetProperty("headers").EnumerateArray().Single(h => string.Equals(h.GetProperty("key").GetString(), "Message-ID", StringComparison.OrdinalIgnoreCase)).GetProperty("value").GetString()!;

    private async Task<List<JsonElement>> MailsAsync(string to, int count)
    {
        using var sink = new HttpClient { BaseAddress = system.App.GetEndpoint("mail", "http") };
        List<JsonElement> mails = [];
        await Eventually.TrueAsync(
            async () => (mails = [.. (await sink.GetFromJsonAsync<JsonElement>($"/messages?to={to}", Cancel)).GetProperty("data").EnumerateArray()]).Count >= count,
            $"{count} mails to {to}", Cancel);
        Assert.Equal(count, mails.Count);
        return mails;
    }
}
