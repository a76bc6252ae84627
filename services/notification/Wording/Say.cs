using System.Globalization;

namespace BidForge.Notifications.Wording;

/// <summary>How times, amounts and names are written in notifications.</summary>
internal static class Say
{
    /// <summary>With the zone's name and its distance from UTC, so that nobody has to guess: <c>Fri 4 Dec 2026, 14:00 America/Chicago (UTC-06:00)</c>.</summary>
    public static string Time(DateTimeOffset instant, string timeZone)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var zone))
            (timeZone, zone) = ("UTC", TimeZoneInfo.Utc);
        var local = TimeZoneInfo.ConvertTime(instant, zone);
        var offset = local.Offset == TimeSpan.Zero ? "" : local.ToString(" '(UTC'zzz')'", CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"{local:ddd d MMM yyyy, HH:mm} {timeZone}{offset}");
    }

    /// <summary>To the second, for receipts.</summary>
    public static string ExactTime(DateTimeOffset instant, string timeZone)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var zone))
            (timeZone, zone) = ("UTC", TimeZoneInfo.Utc);
        var local = TimeZoneInfo.ConvertTime(instant, zone);
        return string.Create(CultureInfo.InvariantCulture, $"{local:ddd d MMM yyyy, HH:mm:ss} {timeZone}");
    }

    public static string Amount(decimal amount, string currency) => string.Create(CultureInfo.InvariantCulture, $"{amount:#,##0.00} {currency}");

    /// <summary>Package and project as one name, fit for one line of a mail header.</summary>
    public static string Package(string packageTitle, string projectName) => $"{OneLine(packageTitle)}, {OneLine(projectName)}";

    public static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Long texts are read on the site; here the start of them is enough.</summary>
    public static string Start(string text, int length = 600) => text.Length <= length ? text : string.Concat(text.AsSpan(0, length - 1).TrimEnd(), "…");
}
