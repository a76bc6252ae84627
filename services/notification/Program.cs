using BidForge.Caching;
using BidForge.Messaging;
using BidForge.Notifications.Delivery;
using BidForge.Notifications.Events;
using BidForge.Notifications.Feed;
using BidForge.Notifications.Live;
using BidForge.Notifications.Mail;
using BidForge.Notifications.Storage;
using BidForge.ServiceDefaults;
using BidForge.Storage;
using BidForge.Storage.Idempotency;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("notification");
if (args is ["migrate", ..])
    return await builder.Configuration.MigrateAsync<NotificationDb>("notification", args, options => new(options));

builder.AddRedis("redis");
builder.AddDatabase<NotificationDb>("notification");
builder.AddMessaging("notification", bus => bus.UseDatabase<NotificationDb>("notification").HandleEverything());
builder.AddDelivery();
builder.AddLive();
builder.AddMail();

var app = builder.Build();
app.UseServiceDefaults();
app.UseRequestHash();
var api = app.MapGroup("/api/v1");
api.MapNotifications();
app.Run();
return 0;
