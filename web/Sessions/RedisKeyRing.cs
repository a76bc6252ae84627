using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace BidForge.Web.Sessions;

/// <summary>Data-protection keys in a Redis list, so that every replica can read what another one protected.</summary>
internal sealed class RedisKeyRing(RedisConnection redis) : IXmlRepository
{
    private const string Name = "web:data-protection-keys";

    public IReadOnlyCollection<XElement> GetAllElements() =>
        [.. redis.Database.ListRange(Name).Select(text => XElement.Parse(text!))];

    public void StoreElement(XElement element, string friendlyName) =>
        redis.Database.ListRightPush(Name, element.ToString(SaveOptions.DisableFormatting));
}
