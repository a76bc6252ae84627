using System.Globalization;
using System.Text.Json;
using BidForge.ServiceDefaults.Http;

namespace BidForge.Projects;

/// <summary>Reads a query string by the rules of the JSON bodies: what is not understood is refused by name, dates carry an offset.</summary>
internal sealed class QueryReader(IQueryCollection query, params string[] known)
{
    public FieldErrors Errors { get; } = new();

    public QueryReader RefuseUnknown()
    {
        foreach (var name in query.Keys.Except(known, StringComparer.Ordinal))
            Errors.Add(name, "Is not a known parameter.");
        return this;
    }

    public string? Text(string name, int maximum)
    {
        var value = query[name].ToString().Trim();
        if (value.Length is 0)
            return null;
        Errors.Text(name, value, maximum);
        return value;
    }

    public TEnum? Word<TEnum>(string name)
        where TEnum : struct, Enum
    {
        var value = query[name].ToString();
        if (value.Length is 0)
            return null;
        foreach (var candidate in Enum.GetValues<TEnum>())
            if (JsonNamingPolicy.CamelCase.ConvertName(candidate.ToString()) == value)
                return candidate;
        Errors.Add(name, "Must be one of " + string.Join(", ", Enum.GetNames<TEnum>().Select(JsonNamingPolicy.CamelCase.ConvertName)) + ".");
        return null;
    }

    public double? Number(string name, double minimum, double maximum)
    {
        var value = query[name].ToString();
        if (value.Length is 0)
            return null;
        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            number = double.NaN;
        Errors.InRange(name, number, minimum, maximum);
        return number;
    }

    public DateTimeOffset? Instant(string name)
    {
        var value = query[name].ToString();
        if (value.Length is 0)
            return null;
        try
        {
            return JsonSerializer.Deserialize<DateTimeOffset>(JsonSerializer.SerializeToUtf8Bytes(value), Dates).ToMicroseconds();
        }
        catch (JsonException)
        {
            Errors.Add(name, "Must be an RFC 3339 date-time with its offset, such as 2026-05-01T14:00:00-05:00.");
            return null;
        }
    }

    public int Limit()
    {
        var value = query["limit"].ToString();
        if (value.Length is 0)
            return ServiceDefaults.Http.Cursor.DefaultLimit;
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= ServiceDefaults.Http.Cursor.MaximumLimit)
            return limit;
        Errors.Add("limit", $"Must be between 1 and {ServiceDefaults.Http.Cursor.MaximumLimit}.");
        return ServiceDefaults.Http.Cursor.DefaultLimit;
    }

    public TKey? Cursor<TKey>()
    {
        if (!ServiceDefaults.Http.Cursor.TryRead<TKey>(query["cursor"], out var key))
            Errors.Add("cursor", "Is not a cursor of this list.");
        return key;
    }

    private static readonly JsonSerializerOptions Dates = MakeDates();

    private static JsonSerializerOptions MakeDates()
    {
        var options = new JsonSerializerOptions();
        StrictJson.Apply(options);
        return options;
    }
}
