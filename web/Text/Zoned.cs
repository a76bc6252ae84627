using System.Globalization;

namespace BidForge.Web.Text;

/// <summary>Instants in a project's time zone, always with the zone beside them: a deadline leaves no doubt.</summary>
internal static class Zoned
{
    public static TimeZoneInfo Zone(string id) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : TimeZoneInfo.Utc;

    /// <summary>For example <c>Fri, Mar 5, 2027, 2:00 PM CST (UTC−06:00)</c>.</summary>
    public static string Full(DateTimeOffset instant, string zoneId) => Write(instant, zoneId, "ddd, MMM d, yyyy, h:mm tt");

    /// <summary>To the millisecond, for times that decide something.</summary>
    public static string Exact(DateTimeOffset instant, string zoneId) => Write(instant, zoneId, "MMM d, yyyy, h:mm:ss.fff tt");

    /// <summary>For example <c>Mar 5, 2:00 PM CST</c>, where room is short.</summary>
    public static string Short(DateTimeOffset instant, string zoneId)
    {
        var zone = Zone(zoneId);
        var local = TimeZoneInfo.ConvertTime(instant, zone);
        return local.ToString("MMM d, h:mm tt ", CultureInfo.InvariantCulture) + Abbreviation(zone, local);
    }

    public static string Date(DateTimeOffset instant, string zoneId) =>
        TimeZoneInfo.ConvertTime(instant, Zone(zoneId)).ToString("MMM d, yyyy", CultureInfo.InvariantCulture);

    /// <summary>The value of a <c>datetime-local</c> field.</summary>
    public static string Input(DateTimeOffset instant, string zoneId) =>
        TimeZoneInfo.ConvertTime(instant, Zone(zoneId)).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);

    /// <summary>
    /// Reads a <c>datetime-local</c> value as that zone's wall clock. Null when it is no time or one that the zone's clocks skip; of a
    /// time that comes twice the first is meant.
    /// </summary>
    public static DateTimeOffset? Parse(string? text, string zoneId)
    {
        string[] formats = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm"];
        if (!DateTime.TryParseExact(text, formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)) return null;
        var zone = Zone(zoneId);
        if (zone.IsInvalidTime(local)) return null;
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new(local, offset);
    }

    private static string Write(DateTimeOffset instant, string zoneId, string format)
    {
        var zone = Zone(zoneId);
        var local = TimeZoneInfo.ConvertTime(instant, zone);
        return $"{local.ToString(format, CultureInfo.InvariantCulture)} {Abbreviation(zone, local)} ({Offset(local.Offset)})";
    }

    private static string Abbreviation(TimeZoneInfo zone, DateTimeOffset local) =>
        zone.IsDaylightSavingTime(local) ? zone.DaylightName : zone.StandardName;

    private static string Offset(TimeSpan offset) =>
        offset == TimeSpan.Zero ? "UTC" : $"UTC{(offset < TimeSpan.Zero ? '\u2212' : '+')}{offset:hh\\:mm}";
}
