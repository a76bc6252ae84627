using System.Text.Json;
using BidForge.Contracts;
using BidForge.Contracts.Auth;
using BidForge.Contracts.Files;

namespace BidForge.Messaging.Tests;

/// <summary>What these events look like on the bus: members may be added, never renamed or taken away.</summary>
public sealed class ContractTests
{
    private static readonly Guid Company = Guid.Parse("00000000-0000-7000-8000-000000000001");
    private static readonly DateTimeOffset At = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

    public static TheoryData<object, string> Events => new()
    {
        {
            new CompanyPlanChanged(Company, Plan.Enterprise, Plan.Free, 3, At),
            """{"companyId":"00000000-0000-7000-8000-000000000001","plan":"enterprise","previous":"free","version":3,"occurredAt":"2026-11-26T12:00:00+00:00"}"""
        },
        {
            new StorageChanged(Company, 5_000, 7, At),
            """{"companyId":"00000000-0000-7000-8000-000000000001","bytes":5000,"version":7,"occurredAt":"2026-11-26T12:00:00+00:00"}"""
        },
    };

    [Theory, MemberData(nameof(Events), DisableDiscoveryEnumeration = true)]
    public void An_event_is_written_as_it_ever_was_and_read_again(object message, string json)
    {
        Assert.Equal(json, JsonSerializer.Serialize(message, EventJson.Options));
        Assert.Equal(message, JsonSerializer.Deserialize(json, message.GetType(), EventJson.Options));
    }

    [Fact]
    public void How_much_a_company_stores_is_sealed_for_a_bids_attachments_count_too() =>
        Assert.True(typeof(StorageChanged).IsDefined(typeof(SealedOnTheBusAttribute), inherit: false));
}
