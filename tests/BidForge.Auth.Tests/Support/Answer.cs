using System.Net;
using System.Text.Json;

namespace BidForge.Auth.Tests.Support;

/// <summary>An answer, read.</summary>
public sealed record Answer(HttpStatusCode Status, JsonElement Body, HttpResponseMessage Message)
{
    public string? Code => Body.ValueKind is JsonValueKind.Object && Body.TryGetProperty("code", out var code) ? code.GetString() : null;

    public IEnumerable<string> Fields => Body.GetProperty("errors").EnumerateObject().Select(error => error.Name);

    public JsonElement this[string name] => Body.GetProperty(name);

    public string Text(string name) => Body.GetProperty(name).GetString()!;

    public Guid Id => Body.GetProperty("id").GetGuid();

    public static async Task<Answer> ReadAsync(HttpResponseMessage message)
    {
        var bytes = await message.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        return new(message.StatusCode, bytes.Length is 0 ? default : JsonElement.Parse(bytes), message);
    }

    public Answer Expect(HttpStatusCode status, string? code = null)
    {
        Assert.True(Status == status, $"Expected {status} but got {Status}: {Body}");
        if (code is not null)
            Assert.Equal(code, Code);
        return this;
    }
}
