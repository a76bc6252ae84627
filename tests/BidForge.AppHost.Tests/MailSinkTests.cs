using System.Net;
using System.Net.Http.Json;
using System.Net.Mail;
using System.Text;
using System.Text.Json;
using BidForge.AppHost.Tests.Cli;

namespace BidForge.AppHost.Tests;

public sealed class MailSinkTests(RunningCli cli)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_mail_is_shown_decoded_with_its_text_its_html_and_its_recipients()
    {
        var sink = SystemState.Read(Path.Combine(cli.Folder, "run"))!.Resources.Single(r => r.Name == "mail").Replicas[0].Endpoints;
        var recipient = $"{Guid.NewGuid():N}@bidder.example";
        using var mail = new MailMessage("bids@bidforge.example", recipient, "Zuschlag für Röhren: 配管", ".first line\nGrüße, 1 = 1\n") { BodyEncoding = Encoding.UTF8 };
        mail.AlternateViews.Add(AlternateView.CreateAlternateViewFromString("<p>Grüße</p>", Encoding.UTF8, "text/html"));
        using var smtp = new SmtpClient("127.0.0.1", new Uri(sink["smtp"]).Port);
        await smtp.SendMailAsync(mail, Stop);

        using var http = new HttpClient { BaseAddress = new Uri(sink["http"]) };
        var found = (await http.GetFromJsonAsync<JsonElement>($"/messages?to={recipient}", Stop)).GetProperty("data");
        var kept = Assert.Single(found.EnumerateArray());
        Assert.Equal("Zuschlag für Röhren: 配管", kept.GetProperty("subject").GetString());
        Assert.StartsWith(".first line", kept.GetProperty("text").GetString());
        Assert.Contains("Grüße, 1 = 1", kept.GetProperty("text").GetString());
        Assert.Contains("<p>Grüße</p>", kept.GetProperty("html").GetString());
        Assert.Contains(WebUtility.HtmlEncode("<p>"), await http.GetStringAsync($"/{kept.GetProperty("id").GetInt64()}", Stop));
    }

    [Fact]
    public async Task What_a_mail_carries_cannot_become_part_of_the_page()
    {
        var sink = SystemState.Read(Path.Combine(cli.Folder, "run"))!.Resources.Single(r => r.Name == "mail").Replicas[0].Endpoints;
        using var smtp = new SmtpClient("127.0.0.1", new Uri(sink["smtp"]).Port);
        await smtp.SendMailAsync("a@bidder.example", "b@bidder.example", "<script>alert(1)</script>", "<script>alert(2)</script>", Stop);
        using var http = new HttpClient { BaseAddress = new Uri(sink["http"]) };
        Assert.DoesNotContain("<script>", await http.GetStringAsync("/", Stop));
    }
}
