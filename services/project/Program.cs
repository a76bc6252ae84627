using BidForge.Caching;
using BidForge.Contracts.Auth;
using BidForge.Contracts.Bids;
using BidForge.Messaging;
using BidForge.Projects.Addenda;
using BidForge.Projects.Companies;
using BidForge.Projects.Invitations;
using BidForge.Projects.Packages;
using BidForge.Projects.Projects;
using BidForge.Projects.Questions;
using BidForge.Projects.Storage;
using BidForge.Projects.TradeCodes;
using BidForge.ServiceDefaults;
using BidForge.Storage;
using BidForge.Storage.Idempotency;
using BidForge.Storage.Replicas;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("project");
if (args is ["migrate", ..])
    return await builder.Configuration.MigrateAsync<ProjectDb>("project", args, options => new(options));

// Before the database's own, which may say that a commit is not done that everybody can see already.
builder.Services.AddSingleton<ForgetListsAfterCommit>();
builder.Services.ConfigureDbContext<ProjectDb>((services, options) => options.AddInterceptors(services.GetRequiredService<ForgetListsAfterCommit>()));
builder.AddDatabase<ProjectDb>("project");
builder.AddHybridCaching("redis");
builder.AddReadReplica("project");
builder.AddMessaging("project", bus => bus
    .UseDatabase<ProjectDb>("project")
    .Handle<CompanyRegistered, CompanyRegisteredHandler>()
    .Handle<CompanyProfileChanged, CompanyProfileChangedHandler>()
    .Handle<BidsOpened, BidsOpenedHandler>()
    .Handle<PackageAwarded, PackageAwardedHandler>()
    .Handle<AwardUndone, AwardUndoneHandler>());
builder.Services.AddHostedService<DueSweep>();

var app = builder.Build();
app.UseServiceDefaults();
app.UseRequestHash();
var api = app.MapGroup("/api/v1");
api.MapProjects();
api.MapPackages();
api.MapInvitations();
api.MapQuestions();
api.MapAddenda();
api.MapTrades();
app.MapPackagesForServices();
app.Run();
return 0;
