using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using BidForge.Contracts;
using BidForge.Contracts.Projects;
using BidForge.Sharding;
using BidForge.Testing.Marketplace;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace BidForge.Bids.Tests.Support;

/// <summary>A package of a fresh contractor, made known to the service as the project service does it: by events over the broker.</summary>
public sealed class Market
{
    public static readonly BidForm SmallForm = new(
        [
            new(Guid.Parse("00000000-0000-7000-8000-000000000001"), "Membrane", 100.5m, "m2", LineItemKind.Base),
            new(Guid.Parse("00000000-0000-7000-8000-000000000002"), "Flashing", 20m, "m", LineItemKind.Base),
            new(Guid.Parse("00000000-0000-7000-8000-000000000003"), "Extra insulation", 1m, "m2", LineItemKind.UnitPrice),
        ],
        [new(Guid.Parse("00000000-0000-7000-8000-000000000011"), "Leave out the gravel")],
        [new(Guid.Parse("00000000-0000-7000-8000-000000000021"), "Is waste removal included?", true)]);

    private readonly BidApp app;

    private Market(BidApp app, Person contractor, PackageTermsChanged terms) => (this.app, Contractor, Terms) = (app, contractor, terms);

    public Person Contractor { get; }

    public PackageTermsChanged Terms { get; private set; }

    public Guid PackageId => Terms.PackageId;

    /// <summary>False for a service whose broker is away: its terms came before.</summary>
    private bool ByEvent { get; init; } = true;

    public int Slot => Slots.Of(Contractor.CompanyId);

    public static async Task<Market> OpenAsync(
        BidApp app, TimeSpan? due = null, Visibility visibility = Visibility.Public, Person? contractor = null,
        PackageStatus status = PackageStatus.Published, bool byEvent = true,
        Func<PackageTermsChanged, PackageTermsChanged>? terms = null)
    {
        contractor ??= Person.Of(CompanyKind.Contractor);
        var now = TimeProvider.System.GetUtcNow();
        var slot = Slots.Of(contractor.CompanyId);
        var plain = new PackageTermsChanged(
            SlottedId.New(slot, now), SlottedId.New(slot, now), contractor.CompanyId, contractor.CompanyName, "Town hall", "Roofing", "roofing",
            status, visibility, new Place(null, "Chicago", "IL", null, "US", 41.88, -87.63), "America/Chicago", "USD", now + (due ?? TimeSpan.FromHours(1)), 1,
            SmallForm, 1, now);
        var wanted = terms?.Invoke(plain) ?? plain;
        var market = new Market(app, contractor, wanted) { ByEvent = byEvent };
        await market.SendAsync(wanted);
        return market;
    }

    /// <summary>A contractor whose slot lies on the shard.</summary>
    public static Person ContractorOn(BidApp app, string shard)
    {
        var map = app.Services.GetRequiredService<Sharding.Map.ShardMap>().Current;
        while (true)
        {
            var person = Person.Of(CompanyKind.Contractor);
            if (map[Slots.Of(person.CompanyId)]?.Shard == shard)
                return person;
        }
    }

    /// <summary>Changes the terms and waits until the service knows.</summary>
    public Task ChangeAsync(Func<PackageTermsChanged, PackageTermsChanged> change) => SendAsync(change(Terms) with { Version = Terms.Version + 1 });

    public async Task InviteAsync(Person bidder)
    {
        await PublishAsync(new CompanyInvited(
            Guid.CreateVersion7(), PackageId, Terms.ProjectId, Contractor.CompanyId, Contractor.CompanyName, bidder.CompanyId, bidder.CompanyName,
            Terms.ProjectName, Terms.Title, Terms.Trade, Terms.DueAt, Terms.TimeZone, TimeProvider.System.GetUtcNow()));
        using var client = app.As(bidder);
        await Eventually.TrueAsync(
            async () => (await client.GetAsync($"/api/v1/packages/{PackageId}/opening")).StatusCode is HttpStatusCode.OK, "the invitation is known", default);
    }

    public Task PublishAsync<T>(T message) where T : class => app.Services.GetRequiredService<IBus>().Publish(message);

    /// <summary>Publishes and waits until the service has handled it.</summary>
    public async Task PublishUntilHandledAsync<T>(T message) where T : class
    {
        var id = Guid.CreateVersion7();
        await app.Services.GetRequiredService<IBus>().Publish(message, context => { context.MessageId = id; }, TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(async () =>
        {
            await using var handled = (await ShardAsync()).CreateCommand("select count(*) from inbox where message_id = $1");
            handled.Parameters.Add(new() { Value = id });
            return (long)(await handled.ExecuteScalarAsync())! > 0;
        }, "the message was handled", TestContext.Current.CancellationToken);
    }

    /// <summary>A correct bid; the price tells bids apart.</summary>
    public static object Bid(decimal price = 12.3456m, int scopeVersion = 1, BidForm? form = null, string? notes = null) => new
    {
        scopeVersion,
        lines = (form ?? SmallForm).LineItems.Select(line => new { lineItemId = line.Id, unitPrice = price }).ToArray(),
        alternates = new[] { new { alternateId = SmallForm.Alternates[0].Id, amount = -150.25m } },
        answers = new[] { new { questionId = SmallForm.Questions[0].Id, answer = "Yes" } },
        attachments = Array.Empty<Guid>(),
        notes,
    };

    public async Task<JsonElement> SubmitAsync(Person bidder, decimal price = 12.3456m, BidApp? through = null)
    {
        using var client = (through ?? app).As(bidder);
        return await client.WriteAsync(HttpMethod.Post, $"/packages/{PackageId}/bids", Bid(price)).OkAsync();
    }

    public async Task<JsonElement> OpenBidsAsync()
    {
        using var client = app.As(Contractor);
        return await client.WriteUntilDecidedAsync(HttpMethod.Post, $"/packages/{PackageId}/open", null, Guid.NewGuid().ToString()).OkAsync();
    }

    /// <summary>Lets the due time pass at once, and opens.</summary>
    public async Task CloseAndOpenAsync()
    {
        await ChangeAsync(terms => terms with { DueAt = TimeProvider.System.GetUtcNow() });
        await OpenBidsAsync();
    }

    private async Task SendAsync(PackageTermsChanged terms)
    {
        Terms = terms;
        Deadlines.Set(terms.PackageId, terms.Version);
        if (!ByEvent)
        {
            await TakeAsync(terms);
            return;
        }
        await PublishAsync(terms);
        await Eventually.TrueAsync(async () => await KnownVersionAsync() == terms.Version, "the terms are known", default);
    }

    /// <summary>A service starts without a shard that takes longer than some seconds, as it may on a busy machine: then it is waited for.</summary>
    private async Task<Npgsql.NpgsqlDataSource> ShardAsync()
    {
        var map = app.Services.GetRequiredService<Sharding.Map.ShardMap>();
        Npgsql.NpgsqlDataSource? shard = null;
        await Eventually.TrueAsync(() =>
        {
            try
            {
                shard = map.ForSlot(Slot);
            }
            catch (Messaging.UnavailableException)
            {
                // It is not ready yet.
            }
            return Task.FromResult(shard is not null);
        }, "the shard is ready", default);
        return shard!;
    }

    private async Task TakeAsync(PackageTermsChanged terms)
    {
        await using var command = (await ShardAsync()).CreateCommand("select take_terms($1, $2, $3, $4)");
        command.Parameters.Add(new() { Value = (short)Slot });
        command.Parameters.Add(new() { Value = JsonSerializer.Serialize(terms, Messaging.EventJson.Options), NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Jsonb });
        var key = app.Services.GetRequiredService<Bids.Sealing.Keys>().NewPackageKey(PackageId);
        command.Parameters.Add(new() { Value = key.MasterId });
        command.Parameters.Add(new() { Value = key.Bytes });
        await command.ExecuteNonQueryAsync();
    }

    private async Task<int> KnownVersionAsync()
    {
        await using var command = (await ShardAsync()).CreateCommand("select coalesce(max(version), 0) from package_terms where slot = $1 and package_id = $2");
        command.Parameters.Add(new() { Value = (short)Slot });
        command.Parameters.Add(new() { Value = PackageId });
        try
        {
            return (int)(await command.ExecuteScalarAsync())!;
        }
        catch (Npgsql.NpgsqlException)
        {
            // Pooled connections to a server that a test before took away break at their next use.
            return 0;
        }
    }
}
