namespace BidForge.Notifications.Mail;

internal static class MailExtensions
{
    public static void AddMail(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<MailOptions>().BindConfiguration("Mail").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<MailQueue>();
        builder.Services.AddSingleton<MailTemplate>();
        builder.Services.AddHostedService<MailSender>();
    }
}
