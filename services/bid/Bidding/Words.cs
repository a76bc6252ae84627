using System.Text.Json;

namespace BidForge.Bids.Bidding;

internal static class Words
{
    /// <summary>How the database and the API spell a value: camelCase.</summary>
    public static string Of<T>(T value) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
