using BidForge.Bids.Storage;
using BidForge.ServiceDefaults.Plans;
using BidForge.ServiceDefaults.Tokens;
using BidForge.Sharding;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using Npgsql;

namespace BidForge.Bids.Bidding;

/// <summary>
/// Holds a company's new bids of a month to its plan. A soft limit: decided by what this process has counted and what the company's own board said a while ago, so that
/// a submit waits for nothing; until the board was asked for the first time everything passes. Only packages bid on for the first time count.
/// </summary>
internal sealed partial class BidQuota(BidStore store, IOptions<QuotaOptions> quotas, TimeProvider time, ILogger<BidQuota> logger) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(2);

    // A bid's id begins with the milliseconds of its submit.
    private const string FirstBids = """
        select count(distinct package_id) from board b
        where slot = $1 and company_id = $2 and updated_at >= $4 and bid_id >= $3
          and not exists (select from board e where e.slot = $1 and e.company_id = $2 and e.package_id = b.package_id and e.bid_id < $3)
        """;

    // One at a time: at a deadline the connections to a shard are for bids.
    private readonly SemaphoreSlim asking = new(1);
    private readonly MemoryCache counts = new(new MemoryCacheOptions { SizeLimit = 50_000 });

    /// <summary>null when the bid may go on.</summary>
    public async ValueTask<ProblemHttpResult?> RefuseAsync(BidWrite write, Caller caller, CancellationToken cancellationToken)
    {
        var limit = quotas.Value.Of(caller.Plan).BidsPerMonth;
        if (limit is 0)
            return null;
        var now = time.GetUtcNow();
        var count = Of(caller.CompanyId, now);
        if (count.IsDue(now))
            Ask(caller.CompanyId, count, now);
        // Over it, a submit that was decided before is still answered as it was, and a package that was bid on before is no new one.
        var bids = count.Bids;
        if (bids < limit || await IsKnownAsync(write, caller, cancellationToken))
            return null;
        // Nor is one on which it bid in another month, withdrew, and bid again.
        count.Forget(await EarlierAsync(caller.CompanyId, count, cancellationToken));
        bids = count.Bids;
        if (bids < limit)
            return null;
        var reset = UsageMonth.EndOf(now);
        return Quotas.Exceeded(
            StatusCodes.Status409Conflict, Quotas.Bids, "Your company has used up its new bids of this month.",
            $"Your plan includes bids on {limit:N0} packages a month. What was submitted can be revised and withdrawn as ever; new bids are taken from {reset:O} on, or with another plan.",
            caller.Plan!.Value, limit, bids, reset);
    }

    /// <summary>A bid was accepted that was not there before.</summary>
    public void Accepted(Guid packageId, Caller caller)
    {
        if (quotas.Value.Of(caller.Plan).BidsPerMonth is not 0)
            Of(caller.CompanyId, time.GetUtcNow()).Add(packageId);
    }

    // The semaphore has nothing to let go of, and whoever asks may end later.
    public void Dispose() => counts.Dispose();

    private MonthCount Of(Guid company, DateTimeOffset now)
    {
        var month = UsageMonth.StartOf(now);
        if (counts.Get<MonthCount>(company) is { } known && known.Month == month)
            return known;
        return counts.Set(company, new MonthCount(month), new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = TimeSpan.FromHours(1) });
    }

    private void Ask(Guid company, MonthCount count, DateTimeOffset now)
    {
        if (!asking.Wait(0))
            return;
        count.AskAgainAt(now + Fresh);
        // Neither part of the request nor of its trace: nobody waits for it.
        using (ExecutionContext.SuppressFlow())
            _ = Task.Run(() => LearnAsync(company, count));
    }

    private async Task LearnAsync(Guid company, MonthCount count)
    {
        try
        {
            var slot = Slots.Of(company);
            var rows = await store.ListAsync(
                slot, company, () => Sql.Command(FirstBids, (short)slot, company, FirstId(count.Month), Sql.Time(count.Month)), row => row.GetInt64(0), CancellationToken.None);
            count.Learn(rows[0]);
        }
        catch (Exception fault)
        {
            // Whoever can't be counted is not refused.
            NotCounted(logger, fault.Message);
        }
        finally
        {
            asking.Release();
        }
    }

    private async Task<bool> IsKnownAsync(BidWrite write, Caller caller, CancellationToken cancellationToken) => (await store.ListAsync(
        write.Slot, caller.CompanyId,
        () => Sql.Command(
            """
            select exists (select from idempotency_keys where slot = $1 and company_id = $2 and key = $3)
                or exists (select from bids where slot = $1 and package_id = $4 and bidder_id = $2)
            """,
            (short)write.Slot, caller.CompanyId, write.Key.Value, write.PackageId),
        row => row.GetBoolean(0), cancellationToken))[0];

    private async Task<List<Guid>> EarlierAsync(Guid company, MonthCount count, CancellationToken cancellationToken)
    {
        var slot = Slots.Of(company);
        return await store.ListAsync(
            slot, company,
            () => Sql.Command(
                "select distinct package_id from board where slot = $1 and company_id = $2 and package_id = any($3) and bid_id < $4",
                (short)slot, company, count.Accepted, FirstId(count.Month)),
            row => row.GetGuid(0), cancellationToken);
    }

    /// <summary>The least id that a bid of this instant can have.</summary>
    private static Guid FirstId(DateTimeOffset instant)
    {
        Span<byte> id = stackalloc byte[16];
        id.Clear();
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(id, instant.ToUnixTimeMilliseconds() << 16);
        return new Guid(id, bigEndian: true);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The bids of a month could not be counted: {Reason}")]
    private static partial void NotCounted(ILogger logger, string reason);

    /// <summary>First bids of a company in one month: as many as its board had when it was asked, or as this process has accepted since, whichever is more.</summary>
    private sealed class MonthCount(DateTimeOffset month)
    {
        private readonly HashSet<Guid> accepted = [];
        private long counted;
        private long askAt;

        public DateTimeOffset Month => month;

        public long Bids
        {
            get
            {
                lock (accepted)
                    return Math.Max(counted, accepted.Count);
            }
        }

        public bool IsDue(DateTimeOffset now) => now.UtcTicks >= Interlocked.Read(ref askAt);

        public void AskAgainAt(DateTimeOffset then) => Interlocked.Exchange(ref askAt, then.UtcTicks);

        public void Add(Guid packageId)
        {
            lock (accepted)
                accepted.Add(packageId);
        }

        public Guid[] Accepted
        {
            get
            {
                lock (accepted)
                    return [.. accepted];
            }
        }

        public void Forget(IEnumerable<Guid> packageIds)
        {
            lock (accepted)
                accepted.ExceptWith(packageIds);
        }

        public void Learn(long onTheBoard)
        {
            lock (accepted)
                counted = onTheBoard;
        }
    }
}
