using Microsoft.AspNetCore.Http.HttpResults;

namespace BidForge.ServiceDefaults.Http;

/// <summary>Collects what is wrong with a request, field by field, so that one answer names everything.</summary>
public sealed class FieldErrors
{
    private readonly SortedDictionary<string, List<string>> errors = new(StringComparer.Ordinal);

    public bool Any => errors.Count > 0;

    /// <param name="field">JSON path in camelCase: <c>lines[2].unitPrice</c>.</param>
    public FieldErrors Add(string field, string message)
    {
        if (!errors.TryGetValue(field, out var messages))
            errors[field] = messages = [];
        messages.Add(message);
        return this;
    }

    /// <summary>Adds <paramref name="message"/> unless <paramref name="holds"/>.</summary>
    public FieldErrors Require(bool holds, string field, string message) => holds ? this : Add(field, message);

    /// <summary>Text must be there and of a sensible length, without control characters.</summary>
    public FieldErrors Text(string field, string? value, int maximum, int minimum = 1)
    {
        var length = value?.Trim().Length ?? 0;
        if (length < minimum)
            return Add(field, minimum == 1 ? "Is required." : $"Must have at least {minimum} characters.");
        if (length > maximum)
            return Add(field, $"Must have at most {maximum} characters.");
        if (value!.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')))
            return Add(field, "Must not contain control characters.");
        return this;
    }

    /// <summary>As <see cref="Text"/>, but may be absent.</summary>
    public FieldErrors OptionalText(string field, string? value, int maximum) =>
        string.IsNullOrEmpty(value) ? this : Text(field, value, maximum);

    public FieldErrors InRange(string field, double value, double minimum, double maximum) =>
        double.IsFinite(value) && value >= minimum && value <= maximum ? this : Add(field, $"Must be between {minimum} and {maximum}.");

    /// <summary>IANA time zone id, such as Europe/Berlin.</summary>
    public FieldErrors TimeZone(string field, string? value) =>
        value is { Length: > 0 and <= 64 } && value.Contains('/') && TimeZoneInfo.TryFindSystemTimeZoneById(value, out _) || value is "UTC"
            ? this
            : Add(field, "Must be an IANA time zone, such as America/Chicago.");

    public ProblemHttpResult ToProblem() => Problem.Invalid(errors.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray()));
}
