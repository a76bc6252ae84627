using System.Net;
using System.Text.Json;

namespace BidForge.Projects.Tests.Support;

/// <summary>What the service answered.</summary>
public sealed record Answer(HttpStatusCode Status, JsonElement Body, string? ETag, string? Location)
{
    public Guid Id => Body.GetProperty("id").GetGuid();

    public int Version => Body.GetProperty("version").GetInt32();

    public IReadOnlyList<JsonElement> Data => [.. Body.GetProperty("data").EnumerateArray()];

    public string? NextCursor => Body.GetProperty("pagination").TryGetProperty("nextCursor", out var cursor) ? cursor.GetString() : null;

    public JsonElement this[string name] => Body.GetProperty(name);

    public Answer Ok()
    {
        Assert.True((int)Status is >= 200 and < 300, $"{(int)Status} {Body}");
        return this;
    }

    public Answer Refused(HttpStatusCode status, string code)
    {
        Assert.True(status == Status, $"{(int)Status} {Body}");
        Assert.Equal(code, Body.GetProperty("code").GetString());
        return this;
    }

    public IReadOnlyList<string> WrongFields => [.. Body.GetProperty("errors").EnumerateObject().Select(error => error.Name)];

    public static async Task<Answer> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return new(
            response.StatusCode, text.Length is 0 ? default : JsonSerializer.Deserialize<JsonElement>(text),
            response.Headers.ETag?.Tag, response.Headers.Location?.OriginalString);
    }
}
