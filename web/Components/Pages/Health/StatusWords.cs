namespace BidForge.Web.Components.Pages.Health;

/// <summary>What the parts of the marketplace are called by those who use it, and how they stand.</summary>
internal static class StatusWords
{
    public static string Headline(string status) => status switch
    {
        "working" => "Everything works",
        "impaired" => "Something works only in part",
        _ => "Something is unavailable",
    };

    public static (string Text, string Tone) Of(string status) => status switch
    {
        "working" or "healthy" => ("Works", "good"),
        "impaired" or "degraded" => ("Works in part", "warn"),
        "away" => ("Unavailable", "bad"),
        _ => ("Does not work", "bad"),
    };

    public static string NameOf(string part) => part switch
    {
        "auth" => "Log-in and directory",
        "project" => "Projects and packages",
        "bid" => "Bidding",
        "notification" => "Notifications",
        "analytics" => "Analytics",
        "file" => "Documents and attachments",
        "web" => "This site",
        _ => part,
    };

    public static string DoesOf(string part) => part switch
    {
        "auth" => "Without it nobody can log in; who is logged in goes on for some minutes",
        "project" => "Posting, inviting, questions, addenda; deadlines and openings wait for it",
        "bid" => "Submitting, revising, withdrawing, opening, leveling, awarding",
        "notification" => "News arrive late while it is unavailable; none is lost",
        "analytics" => "Figures catch up by themselves",
        "file" => "Uploading and downloading",
        "web" => "The API works without it",
        _ => "",
    };
}
