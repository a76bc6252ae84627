using System.Security.Cryptography;
using System.Text.Json;

namespace BidForge.AppHost.Native.Running;

/// <summary>Passwords and keys made at the first start and kept beside the data, readable by their owner only.</summary>
internal sealed class Secrets(string path)
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private readonly Lock gate = new();

    public string GetOrCreate(string name, int length)
    {
        lock (gate)
        {
            var values = File.Exists(path) ? JsonSerializer.Deserialize<SortedDictionary<string, string>>(File.ReadAllText(path))! : [];
            if (values.TryGetValue(name, out var value))
                return value;
            values[name] = value = RandomNumberGenerator.GetString(Letters, length);
            PrivateFile.Write(path, JsonSerializer.Serialize(values));
            return value;
        }
    }
}
