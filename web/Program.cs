using BidForge.ServiceDefaults;
using BidForge.Web;
using BidForge.Web.Api;
using BidForge.Web.Components;
using BidForge.Web.Drafts;
using BidForge.Web.Endpoints;
using BidForge.Web.Hosting;
using BidForge.Web.Sessions;
using BidForge.Web.Text;
using Microsoft.AspNetCore.Http.Features;

var builder = WebApplication.CreateBuilder(args);
builder.AddProcessDefaults("web");
builder.WebHost.UseStaticWebAssets();
builder.Services.AddOptions<WebOptions>().BindConfiguration("Web").ValidateDataAnnotations().ValidateOnStart();
builder.Services.AddProxyHeaders();
builder.Services.AddApi();
builder.Services.AddSessions();
builder.Services.AddSingleton<TradeList>();
builder.Services.AddSingleton<DraftNames>();
builder.Services.AddScoped<Flash>().AddScoped<Upload>().AddScoped<BidDrafts>();
builder.Services.AddRazorComponents(options => options.MaxFormMappingCollectionSize = 2000);
builder.Services.Configure<FormOptions>(options => options.ValueCountLimit = 10_000);
builder.Services.AddAntiforgery(options =>
{
    options.Cookie.Name = "bidforge-form";
    options.Cookie.SameSite = SameSiteMode.Strict;
    options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
});

var app = builder.Build();
app.UseForwardedHeaders();
app.UseImmutableAssets();
app.UseRefusalPages();
app.UseRouting();
app.UseAuthentication();
app.UseAuthorization();
app.UseAntiforgery();
app.MapProcessDefaults();
app.MapStaticAssets().ShortCircuit();
app.MapLogOut();
app.MapFiles();
app.MapPapers();
app.MapSaveDraft();
app.MapLiveNotifications();
app.MapOpenNotification();
app.MapRazorComponents<App>();
app.Run();
