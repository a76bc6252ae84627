using BidForge.Caching;
using BidForge.Contracts.Bids;
using BidForge.Contracts.Projects;
using BidForge.Files;
using BidForge.Files.Access;
using BidForge.Files.Blobs;
using BidForge.Files.Previews;
using BidForge.Files.Sealing;
using BidForge.Files.Storage;
using BidForge.Files.Uploads;
using BidForge.Messaging;
using BidForge.ServiceDefaults;
using BidForge.ServiceDefaults.Plans;
using BidForge.Storage;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("file");
if (args is ["migrate", ..])
    return await builder.Configuration.MigrateAsync<FileDb>("file", args, options => new(options));

builder.AddDatabase<FileDb>("file");
builder.AddRedis("redis");
builder.AddMessaging("file", bus => bus
    .UseDatabase<FileDb>("file")
    .PublishSealed()
    .Handle<PackageTermsChanged, PackageTermsHandler>()
    .Handle<PackageDeleted, PackageDeletedHandler>()
    .Handle<CompanyInvited, InvitationHandler>()
    .Handle<BidsOpened, OpeningHandler>());
builder.AddBlobs();
builder.Services.AddOptions<UploadOptions>().BindConfiguration("Uploads").ValidateDataAnnotations().ValidateOnStart();
builder.Services.AddOptions<AttachmentOptions>().BindConfiguration("Attachments").ValidateDataAnnotations().ValidateOnStart();
builder.Services.AddQuotas();
builder.Services.AddSingleton<AttachmentSeal>();
builder.Services.AddOptions<PreviewOptions>().BindConfiguration("Previews").ValidateDataAnnotations().ValidateOnStart();
builder.Services.AddSingleton<ImageProgram>();
builder.Services.AddSingleton<PreviewMaker>();
builder.Services.AddScoped<UploadFile>();
builder.Services.AddHostedService<CountEarlierFiles>();

var app = builder.Build();
app.UseServiceDefaults();
app.MapFiles();
app.Run();
return 0;
