namespace BidForge.Gateway.Limits;

/// <summary>What the counts are called, in the RateLimit headers and in metrics.</summary>
internal static class Policies
{
    public const string SignIn = "sign-in";
    public const string User = "user";
    public const string Company = "company";
    public const string Pages = "pages";
    public const string Anonymous = "anonymous";

    /// <summary>Requests of a month that a company's plan includes.</summary>
    public const string Quota = "quota";

    public static readonly IReadOnlyList<string> All = [SignIn, User, Company, Pages, Anonymous, Quota];
}
