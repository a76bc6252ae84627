namespace BidForge.Cli.Running;

/// <summary><c>--url</c>: the address of a site.</summary>
internal static class SiteOption
{
    public static Option<Uri?> Create(string description) => new("--url")
    {
        Description = description,
        CustomParser = given =>
        {
            if (Uri.TryCreate(given.Tokens[0].Value, UriKind.Absolute, out var address) && address.Scheme is ("http" or "https"))
                return address;
            given.AddError("--url takes an address such as http://localhost:8080.");
            return null;
        },
    };
}
