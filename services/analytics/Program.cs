using BidForge.Analytics.Contractors;
using BidForge.Analytics.Facts;
using BidForge.Analytics.Storage;
using BidForge.Analytics.Subcontractors;
using BidForge.Analytics.Usage;
using BidForge.Caching;
using BidForge.Messaging;
using BidForge.ServiceDefaults;
using BidForge.Storage;
using BidForge.Storage.Replicas;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("analytics");
if (args is ["migrate", ..])
    return await builder.Configuration.MigrateAsync<AnalyticsDb>("analytics", args, options => new(options));

builder.AddRedis("redis");
builder.AddDatabase<AnalyticsDb>("analytics");
builder.AddReadReplica("analytics");
builder.AddMessaging("analytics", bus => bus.UseDatabase<AnalyticsDb>("analytics").CollectFacts().MeterUsage());
builder.AddUsage();

var app = builder.Build();
app.UseServiceDefaults();
var api = app.MapGroup("/api/v1");
api.MapContractorNumbers();
api.MapSubcontractorNumbers();
api.MapUsage();
app.Run();
return 0;
