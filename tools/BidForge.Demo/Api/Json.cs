using System.Text.Json;

namespace BidForge.Demo.Api;

/// <summary>Short ways to read an answer; a member that is missing is a fault of the answer and throws naming it.</summary>
public static class Json
{
    public static JsonElement Get(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value : throw new InvalidDataException($"The answer lacks '{name}': {element}");

    public static Guid Id(this JsonElement element, string name = "id") => element.Get(name).GetGuid();

    public static string Text(this JsonElement element, string name) => element.Get(name).GetString() ?? "";

    public static decimal Money(this JsonElement element, string name) => element.Get(name).GetDecimal();

    public static int Number(this JsonElement element, string name) => element.Get(name).GetInt32();

    public static DateTimeOffset Time(this JsonElement element, string name) => element.Get(name).GetDateTimeOffset();

    /// <summary>null when the member is missing or null.</summary>
    public static JsonElement? Maybe(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null ? value : null;
}
