// Catches every e-mail that it is sent over SMTP, keeps the last ones in memory and shows them. For local use: it delivers nothing.
using BidForge.MailSink;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
builder.Services.AddOptions<SmtpOptions>().BindConfiguration("Smtp").ValidateDataAnnotations().ValidateOnStart();
builder.Services.AddSingleton<Mailbox>();
builder.Services.AddSingleton<SmtpServer>();
builder.Services.AddHostedService(services => services.GetRequiredService<SmtpServer>());

var app = builder.Build();
app.MapGet("/", (Mailbox mailbox) => Results.Content(Pages.List(mailbox.Newest()), "text/html; charset=utf-8"));
app.MapGet("/{id:long}", (long id, Mailbox mailbox) =>
    mailbox.Find(id) is { } mail ? Results.Content(Pages.One(mail), "text/html; charset=utf-8") : Results.NotFound());
app.MapGet("/messages", (Mailbox mailbox, string? to) => new { data = mailbox.Newest().Where(m => to is null || m.To.Contains(to, StringComparer.OrdinalIgnoreCase)) });
app.MapDelete("/messages", (Mailbox mailbox) =>
{
    mailbox.Clear();
    return Results.NoContent();
});
app.MapGet("/alive", () => "alive");
app.MapGet("/health", (SmtpServer smtp) => smtp.IsListening ? Results.Text("healthy") : Results.StatusCode(StatusCodes.Status503ServiceUnavailable));
app.Run();
