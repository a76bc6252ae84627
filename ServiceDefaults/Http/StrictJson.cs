using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;

namespace BidForge.ServiceDefaults.Http;

/// <summary>How JSON reads and writes everywhere: camelCase, enums by name, unknown fields refused, dates with an offset, numbers as numbers.</summary>
public static class StrictJson
{
    public static void Apply(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.AllowDuplicateProperties = false;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.MaxDepth = 16;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        options.Converters.Add(new OffsetDateTimeConverter());
    }

    internal static IServiceCollection AddStrictJson(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json => Apply(json.SerializerOptions));
        return services.Configure<Microsoft.AspNetCore.Routing.RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
    }

    /// <summary>RFC 3339 date-times must say their offset: a due time without one would mean another instant on every machine.</summary>
    private sealed class OffsetDateTimeConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType is not JsonTokenType.String)
                throw Refuse("Must be a date-time string.");
            var text = reader.GetString()!;
            if (!HasOffset(text))
                throw Refuse("Must carry its offset from UTC, such as 2026-05-01T14:00:00-05:00 or ...Z.");
            return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var value)
                ? value.ToUniversalTime()
                : throw Refuse("Is not an RFC 3339 date-time.");
        }

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.UtcDateTime);

        private static bool HasOffset(string text)
        {
            var time = text.IndexOfAny(['T', 't', ' ']);
            return time > 0 && (text[^1] is 'Z' or 'z' || text.AsSpan(time).IndexOfAny('+', '-') > 0);
        }

        private static JsonException Refuse(string message) => new("could not be converted", new JsonFieldException(message));
    }
}

/// <summary>A reason that may be shown to the caller as it is.</summary>
internal sealed class JsonFieldException(string message) : Exception(message);
