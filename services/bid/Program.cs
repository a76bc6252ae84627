using BidForge.Bids.Award;
using BidForge.Bids.Bidding;
using BidForge.Bids.Board;
using BidForge.Bids.Disclosure;
using BidForge.Bids.Leveling;
using BidForge.Bids.Opening;
using BidForge.Bids.Receipts;
using BidForge.Bids.Sealing;
using BidForge.Bids.Storage;
using BidForge.Bids.Terms;
using BidForge.Caching;
using BidForge.Contracts.Analytics;
using BidForge.Contracts.Projects;
using BidForge.Messaging;
using BidForge.ServiceDefaults;
using BidForge.ServiceDefaults.Plans;
using BidForge.ServiceDefaults.Telemetry;
using BidForge.Sharding;
using BidForge.Storage.Idempotency;

var builder = WebApplication.CreateBuilder(args);

builder.AddServiceDefaults("bid");
if (args is ["migrate", ..])
    return await builder.Configuration.MigrateShardsAsync("bid", "bidcatalog", ShardTables.Migrations, args);

builder.AddSharding("bid", "bidcatalog", ShardTables.Migrations);
builder.AddMessaging("bid", bus => bus
    .UseShards()
    .HandleSharded<PackageTermsChanged, PackageTermsHandler>()
    .HandleSharded<PackageDeleted, PackageDeletedHandler>()
    .HandleSharded<CompanyInvited, CompanyInvitedHandler>()
    .HandleSharded<PricesViewed, PricesViewedHandler>()
    .HandleSharded<BoardChanged, BoardHandler>());
builder.AddRedis("redis");
builder.AddSealing();
builder.Services.AddSingleton<BidStore>();
builder.Services.AddSingleton<KnownForms>();
builder.Services.AddInstruments<BidMetrics>();
builder.Services.AddSingleton<BidWriter>();
builder.Services.AddQuotas();
builder.Services.AddSingleton<BidQuota>();
builder.Services.AddAward();
builder.Services.AddDeadlines();
builder.Services.AddHostedService<ShardKeeper>();

var app = builder.Build();

app.UseServiceDefaults();
app.UseRequestHash();

var api = app.MapGroup("/api/v1");
api.MapBidding();
api.MapBoard();
api.MapDisclosure();
api.MapOpening();
api.MapReceipts();
api.MapLeveling();
api.MapAward();

app.Run();
return 0;
