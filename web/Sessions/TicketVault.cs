using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using StackExchange.Redis;

namespace BidForge.Web.Sessions;

/// <summary>Reads and writes encrypted tickets in Redis.</summary>
internal sealed class TicketVault(RedisConnection redis, IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("BidForge.Web.Session.Ticket.v1");

    public static RedisKey Name(string key) => "web:session:" + key;

    public async Task<AuthenticationTicket?> ReadAsync(string key)
    {
        var sealedTicket = await redis.Database.StringGetAsync(Name(key));
        return sealedTicket.IsNull ? null : TicketSerializer.Default.Deserialize(_protector.Unprotect(sealedTicket!));
    }

    public Task WriteAsync(string key, AuthenticationTicket ticket, TimeSpan life) =>
        redis.Database.StringSetAsync(Name(key), _protector.Protect(TicketSerializer.Default.Serialize(ticket)), life);

    public Task RemoveAsync(string key) => redis.Database.KeyDeleteAsync(Name(key));
}
