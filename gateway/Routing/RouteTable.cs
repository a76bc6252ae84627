using Yarp.ReverseProxy.Configuration;

namespace BidForge.Gateway.Routing;

/// <summary>Which path goes to which service. Services serve the same paths, so nothing is rewritten; a longer path wins over a shorter.</summary>
internal static class RouteTable
{
    public const string Web = "web";
    public const string SignIn = "sign-in";
    private const string Uploads = "uploads";

    /// <summary>Everything the gateway forwards to.</summary>
    public static readonly IReadOnlyList<string> Services = ["auth", "project", "bid", "notification", "analytics", "file", Web];

    private static readonly (string Service, string[] Paths)[] Prefixes =
    [
        ("auth", ["/.well-known/jwks.json", "/api/v1/auth/{**rest}", "/api/v1/companies/{**rest}", "/api/v1/admin/companies/{id}/plan"]),
        ("project", ["/api/v1/projects/{**rest}", "/api/v1/packages/{**rest}", "/api/v1/invitations/{**rest}", "/api/v1/trades/{**rest}"]),
        ("bid",
        [
            "/api/v1/bids/{**rest}",
            "/api/v1/packages/{id}/bids/{**rest}",
            "/api/v1/packages/{id}/open",
            "/api/v1/packages/{id}/opening/{**rest}",
            "/api/v1/admin/packages/{id}/open",
            "/api/v1/receipts/{**rest}",
            "/api/v1/packages/{id}/leveling/{**rest}",
            "/api/v1/packages/{id}/leveling.{format}",
            "/api/v1/packages/{id}/award/{**rest}",
        ]),
        ("file", ["/api/v1/files/{**rest}", "/api/v1/packages/{id}/documents/{**rest}"]),
        ("notification", ["/api/v1/notifications/{**rest}"]),
        ("analytics", ["/api/v1/analytics/{**rest}", "/api/v1/usage"]),
        (Web, ["/{**path}"]),
    ];

    // Guesses at passwords and tokens are counted apart, and more strictly.
    private static readonly string[] SignInPaths = ["/api/v1/auth/login", "/api/v1/auth/register", "/api/v1/auth/refresh"];

    // Files that come as a form of the site; it streams them on to the file service.
    private static readonly string[] SiteUploadPaths = ["/packages/{id}/documents", "/packages/{id}/bid/attachments"];

    public static IReadOnlyList<RouteConfig> Routes { get; } =
    [
        .. from entry in Prefixes
           from path in entry.Paths.Select((pattern, index) => (pattern, index))
           select Route(entry.Service, $"{entry.Service}-{path.index}", path.pattern),
        .. SignInPaths.Select((path, index) => Route("auth", $"{SignIn}-{index}", path)),
        Route("file", $"{Uploads}-api", "/api/v1/files", HttpMethods.Post),
        .. SiteUploadPaths.Select((path, index) => Route(Web, $"{Uploads}-{index}", path, HttpMethods.Post)),
    ];

    public static bool IsUpload(string? routeId) => routeId?.StartsWith(Uploads, StringComparison.Ordinal) is true;

    public static bool IsSignIn(string routeId) => routeId.StartsWith(SignIn, StringComparison.Ordinal);

    private static RouteConfig Route(string service, string id, string path, string? method = null) => new()
    {
        RouteId = id,
        ClusterId = service,
        Match = new() { Path = path, Methods = method is null ? null : [method] },
    };
}
