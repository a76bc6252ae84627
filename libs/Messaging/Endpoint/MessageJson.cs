using System.Text.Json;
using System.Text.Json.Serialization;

namespace BidForge.Messaging.Endpoint;

/// <summary>Messages on the bus are written as <see cref="EventJson"/> writes them.</summary>
internal static class MessageJson
{
    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        return options;
    }
}
