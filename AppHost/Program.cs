// The whole system, as one picture. Settings: port (8080), shards (2), bid-replicas (1), state-dir (.bidforge).
var builder = DistributedApplication.CreateBuilder(args);

var port = builder.Configuration["port"] is { } p ? int.Parse(p) : 8080;
var site = $"http://localhost:{port}";
var shards = builder.Configuration["shards"] is { } n ? int.Parse(n) : 2;
var bidReplicas = builder.Configuration["bid-replicas"] is { } r ? int.Parse(r) : 1;
var stateFolder = Path.GetFullPath(builder.Configuration["state-dir"] ?? Path.Combine(builder.AppHostDirectory, "..", ".bidforge"));

// One machine plays years of use here; elsewhere the plans' own quotas hold.
const string requestQuota = "1000000000";
const string bidQuota = "10000000";
const string storageQuota = "10995116277760";

// Trusted between web and gateway: with it, the gateway believes the address that web forwards.
var webKey = builder.AddParameter("web-key", new GenerateParameterDefault { MinLength = 40 }, secret: true, persist: true);

// Seals the private signing keys that auth keeps in its database.
var authKey = builder.AddParameter("auth-key-encryption-key", new GenerateParameterDefault { MinLength = 40 }, secret: true, persist: true);

// Seals on the bus what nobody may read there: that a bid came in, was revised or withdrawn.
var sealKeys = builder.AddParameter("messaging-seal-keys", new GenerateParameterDefault { MinLength = 40 }, secret: true, persist: true);

// Seals what bidders attach to their bids, in the file service's database and among the blobs.
var attachmentKeys = builder.AddParameter("file-attachment-keys", new GenerateParameterDefault { MinLength = 40 }, secret: true, persist: true);

var postgres = builder.AddPostgres("postgres").WithDataVolume();
var rabbitmq = builder.AddRabbitMQ("rabbitmq").WithDataVolume();
var redis = builder.AddRedis("redis").WithDataVolume();

// Catches every e-mail and shows it on a page; in production Mail__Host names a real server.
var mail = builder.AddProject("mail", "../tools/BidForge.MailSink/BidForge.MailSink.csproj")
    .WithHttpEndpoint()
    .WithEndpoint(scheme: "smtp", name: "smtp", env: "Smtp__Port")
    .WithHttpHealthCheck("/health");
var smtp = mail.GetEndpoint("smtp");

var authDatabase = postgres.AddDatabase("auth-db", "auth");
var auth = Service("auth", "../services/auth/BidForge.Auth.csproj")
    .WithReference(authDatabase, "auth").WaitFor(authDatabase)
    .WithEnvironment("Auth__KeyEncryptionKey", authKey);

var projectDatabase = postgres.AddDatabase("project-db", "project");
var project = Service("project", "../services/project/BidForge.Projects.csproj")
    .WithReference(auth)
    .WithReference(projectDatabase, "project").WaitFor(projectDatabase);

// Bids: a catalog that maps slots to shards; shard 0 shares the first server, every other shard has a server of its own.
var catalog = postgres.AddDatabase("bidcatalog");
var bid = Service("bid", "../services/bid/BidForge.Bids.csproj")
    .WithReference(auth).WithReference(project)
    .WithReference(catalog).WaitFor(catalog)
    .WithReplicas(bidReplicas)
    // Seals bids and signs receipts; lost, no sealed bid could ever be opened.
    .WithEnvironment("Sealing__KeyFile", Path.Combine(stateFolder, "keys", "bid-keys.json"))
    .WithEnvironment("Sealing__CreateKeyFile", "true");
for (var shard = 0; shard < shards; shard++)
{
    var server = shard == 0 ? postgres : builder.AddPostgres($"postgres{shard}").WithDataVolume();
    var database = server.AddDatabase($"bid{shard}");
    bid.WithReference(database).WaitFor(database);
}

var notificationDatabase = postgres.AddDatabase("notification-db", "notification");
var notification = Service("notification", "../services/notification/BidForge.Notifications.csproj")
    .WithReference(auth)
    .WithReference(notificationDatabase, "notification").WaitFor(notificationDatabase)
    .WithEnvironment("Mail__Host", smtp.Property(EndpointProperty.Host))
    .WithEnvironment("Mail__Port", smtp.Property(EndpointProperty.Port))
    .WithEnvironment("Mail__Site", site);

var analyticsDatabase = postgres.AddDatabase("analytics-db", "analytics");
var analytics = Service("analytics", "../services/analytics/BidForge.Analytics.csproj")
    .WithReference(auth)
    .WithReference(analyticsDatabase, "analytics").WaitFor(analyticsDatabase);

var fileDatabase = postgres.AddDatabase("file-db", "file");
var file = Service("file", "../services/file/BidForge.Files.csproj")
    .WithReference(auth)
    .WithReference(fileDatabase, "file").WaitFor(fileDatabase)
    .WithEnvironment("Attachments__SealKeys", attachmentKeys)
    .WithEnvironment("Blobs__Directory", Path.Combine(stateFolder, "blobs"));

var gateway = builder.AddProject("gateway", "../gateway/BidForge.Gateway.csproj")
    .WithHttpEndpoint(port: port)
    .WithExternalHttpEndpoints()
    .WithHttpHealthCheck("/health")
    .WithReference(auth).WithReference(project).WithReference(bid)
    .WithReference(notification).WithReference(analytics).WithReference(file)
    .WithReference(redis).WaitFor(redis)
    .WithEnvironment("Web__Key", webKey)
    // One machine plays forty companies here; elsewhere the gateway's own limits hold.
    .WithEnvironment("Limits__SignInPerMinute", "12000")
    .WithEnvironment("Limits__AnonymousPerMinute", "60000")
    .WithEnvironment("Limits__UserPerMinute", "60000")
    .WithEnvironment("Limits__CompanyPerMinute", "120000")
    .WithEnvironment("Limits__PagesPerMinute", "60000")
    .WithEnvironment("Quotas__Free__RequestsPerMonth", requestQuota);

var web = builder.AddProject("web", "../web/BidForge.Web.csproj")
    .WithHttpEndpoint()
    .WithHttpHealthCheck("/health")
    .WithReference(gateway)
    .WithReference(redis).WaitFor(redis)
    .WithEnvironment("Web__Key", webKey);
gateway.WithReference(web);

builder.Build().Run();

// What the six services share: the bus, the cache, a health page. They wait for the bus at the start; later they work on without it.
// No event goes out on a fresh broker before each of them has its queue.
IResourceBuilder<ProjectResource> Service(string name, string path) => builder.AddProject(name, path)
    .WithHttpEndpoint()
    .WithHttpHealthCheck("/health")
    .WithReference(rabbitmq).WaitFor(rabbitmq)
    .WithEnvironment("Quotas__Free__RequestsPerMonth", requestQuota)
    .WithEnvironment("Quotas__Free__BidsPerMonth", bidQuota)
    .WithEnvironment("Quotas__Free__StorageBytes", storageQuota)
    .WithEnvironment("Features__File", Path.Combine(stateFolder, "features.json"))
    .WithEnvironment("Messaging__SealKeys", sealKeys)
    .WithEnvironment("Messaging__Subscribers", "project,bid,notification,analytics,file")
    .WithEnvironment("Messaging__SubscriberWaitSeconds", "600")
    .WithReference(redis).WaitFor(redis);
