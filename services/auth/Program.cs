using BidForge.Auth.Companies;
using BidForge.Auth.Keys;
using BidForge.Auth.Sessions;
using BidForge.Auth.Storage;
using BidForge.Auth.Users;
using BidForge.Messaging;
using BidForge.ServiceDefaults;
using BidForge.Storage;
using BidForge.Storage.Idempotency;

var builder = WebApplication.CreateBuilder(args);
builder.AddKeys();
builder.AddServiceDefaults("auth");
if (args is ["migrate", ..])
    return await builder.Configuration.MigrateAsync<AuthDb>("auth", args, options => new(options));

builder.AddDatabase<AuthDb>("auth");
builder.AddMessaging("auth", bus => bus.UseDatabase<AuthDb>("auth"));
builder.AddUsers();
builder.AddSessions();

var app = builder.Build();
app.UseServiceDefaults();
app.UseRequestHash();
app.MapJwks();
var api = app.MapGroup("/api/v1");
api.MapSessions();
api.MapCompanies();
api.MapUsers();
app.Run();
return 0;
