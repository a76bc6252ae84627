using System.Text.Json;
using BidForge.Web.Sessions;
using Microsoft.AspNetCore.DataProtection;
using StackExchange.Redis;

namespace BidForge.Web.Drafts;

/// <summary>
/// Drafts of bids, encrypted, per company and package; their names in Redis tell of neither. They are a convenience of the site: nothing here is a bid, and the page says so.
/// </summary>
internal sealed class BidDrafts(RedisConnection redis, IDataProtectionProvider protection, DraftNames names, CurrentUser user)
{
    private static readonly TimeSpan Life = TimeSpan.FromDays(60);
    private readonly IDataProtector _protector = protection.CreateProtector("BidForge.Web.Drafts.v1");

    public async Task<BidDraft?> FindAsync(Guid packageId)
    {
        var text = await redis.Database.StringGetAsync(Text(packageId));
        return text.IsNull ? null : JsonSerializer.Deserialize<BidDraft>(_protector.Unprotect((byte[])text!));
    }

    public Task SaveAsync(Guid packageId, BidDraft draft) =>
        redis.Database.StringSetAsync(Text(packageId), _protector.Protect(JsonSerializer.SerializeToUtf8Bytes(draft)), Life);

    public async Task<IReadOnlyList<Guid>> FilesAsync(Guid packageId) =>
        [.. (await redis.Database.ListRangeAsync(FileList(packageId))).Select(id => Guid.Parse((string)id!))];

    public async Task AttachAsync(Guid packageId, Guid fileId)
    {
        await redis.Database.ListRightPushAsync(FileList(packageId), fileId.ToString());
        await redis.Database.KeyExpireAsync(FileList(packageId), Life);
    }

    public Task DetachAsync(Guid packageId, Guid fileId) =>
        redis.Database.ListRemoveAsync(FileList(packageId), fileId.ToString());

    /// <summary>Begins the list with the files of the bid that is being revised.</summary>
    public async Task SetFilesAsync(Guid packageId, IReadOnlyList<Guid> files)
    {
        // In one step: two tabs that begin at once must not add theirs to each other's.
        var replace = redis.Database.CreateTransaction();
        _ = replace.KeyDeleteAsync(FileList(packageId));
        if (files.Count > 0)
        {
            _ = replace.ListRightPushAsync(FileList(packageId), [.. files.Select(file => (RedisValue)file.ToString())]);
            _ = replace.KeyExpireAsync(FileList(packageId), Life);
        }
        await replace.ExecuteAsync();
    }

    public Task ClearAsync(Guid packageId) => redis.Database.KeyDeleteAsync([Text(packageId), FileList(packageId)]);

    private RedisKey Text(Guid packageId) => "web:draft:" + names.Of(user.CompanyId, packageId);

    private RedisKey FileList(Guid packageId) => "web:draft-files:" + names.Of(user.CompanyId, packageId);
}
