using System.Diagnostics;
using BidForge.Bids.Sealing;
using BidForge.Bids.Storage;
using BidForge.Bids.Terms;
using BidForge.ServiceDefaults.Http;
using BidForge.ServiceDefaults.Tokens;
using BidForge.Sharding;
using BidForge.Sharding.Fences;
using Npgsql;

namespace BidForge.Bids.Bidding;

/// <summary>What a bidder does to a bid.</summary>
internal enum BidAct
{
    Submit,
    Revise,
    Withdraw,
}

/// <param name="PackageId">Of a submit; other acts name the bid only.</param>
/// <param name="Expected">The revision that the act is based on; null for any.</param>
internal sealed record BidWrite(BidAct Act, int Slot, Guid PackageId, Guid BidId, int? Expected, WriteKey Key, BidInput? Input);

/// <param name="Acceptance">Null where the act was refused.</param>
/// <param name="Errors">What is wrong, where the outcome is <see cref="BidOutcome.Invalid"/>.</param>
internal sealed record BidWritten(BidAnswer Answer, Acceptance? Acceptance, FieldErrors? Errors);

/// <summary>
/// Carries a bidder's act to its shard: one round trip where this process knows the current bid form, two where it does not.
/// The decision is the database's (<c>write_bid</c>); the document is checked, priced and sealed here.
/// </summary>
internal sealed class BidWriter(SlotRouter router, KnownForms forms, Keys keys, Deadlines deadlines, BidMetrics metrics)
{
    private const int MostTries = 5;

    private const string Sql = $"""
        select {BidAnswer.Columns}
        from write_bid($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) a
        """;

    public async Task<BidWritten> WriteAsync(BidWrite write, Caller caller, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var form = write.Input is null ? null : forms.Find(write.PackageId);
            var (document, errors) = Check(write, form, caller);
            var answer = await SendAsync(write, caller, form, document, attempt, cancellationToken);
            if (answer is { Outcome: BidOutcome.FormNeeded, Form: { } current } && attempt < MostTries)
            {
                forms.Learn(write.PackageId, new(
                    current.ScopeVersion, current.FormVersion, current.Form, current.Currency, keys.PackageKey(write.PackageId, answer.Key!)));
                continue;
            }
            if (answer is null)
                continue;
            if (answer is { Outcome: BidOutcome.DeadlinePassed, PackageId: { } package, TermsVersion: { } terms })
                await deadlines.RequireOverAsync(package, terms, cancellationToken);
            metrics.Answered(answer.Outcome);
            return new(answer, answer.Revision is { } revision ? Accept(revision, answer, form) : null, errors);
        }
    }

    private Acceptance Accept(BidRevision revision, BidAnswer answer, KnownForm? form)
    {
        var key = answer.Key is { } wrapped ? keys.PackageKey(revision.PackageId, wrapped) : form!.Key;
        var document = BidDocument.Decode(BidSeal.Open(key, revision.BidId, revision.Document));
        return revision.ToAcceptance(document, keys.Sign(revision.ToReceipt()));
    }

    private static (Sealable? Document, FieldErrors? Errors) Check(BidWrite write, KnownForm? form, Caller caller)
    {
        if (write.Input is not { } input || form is null || form.ScopeVersion != input.ScopeVersion)
            return default;
        var errors = BidCheck.Against(form.Form, input.Lines, input.Alternates, input.Answers);
        if (errors.Any)
            return (null, errors);
        var document = BidDocument.Of(input, form.Form, write.PackageId, caller.CompanyId, form.Currency).Encode();
        return (new(BidSeal.Seal(form.Key, write.BidId, document), BidDocument.Hash(document)), null);
    }

    private async Task<BidAnswer?> SendAsync(
        BidWrite write, Caller caller, KnownForm? form, Sealable? document, int attempt, CancellationToken cancellationToken)
    {
        try
        {
            return await router.RunAsync(write.Slot, async (connection, token) =>
            {
                await using var command = new NpgsqlCommand(Sql, connection);
                AddParameters(command.Parameters, write, caller, form, document);
                await using var row = await command.ExecuteReaderAsync(token);
                await row.ReadAsync(token);
                return BidAnswer.Read(row);
            }, cancellationToken);
        }
        catch (PostgresException fault) when (fault.ConstraintName is "idempotency_keys_pkey" && attempt < MostTries)
        {
            // The same key was used by another request at the same moment: asked again, the database answers from that one.
            return null;
        }
    }

    private void AddParameters(NpgsqlParameterCollection parameters, BidWrite write, Caller caller, KnownForm? form, Sealable? document)
    {
        var activity = Activity.Current;
        ReadOnlySpan<object?> values =
        [
            Act(write.Act), (short)write.Slot, caller.CompanyId, caller.CompanyName, write.Key.Value, write.Key.RequestHash,
            write.PackageId, write.BidId, Storage.Sql.Int(write.Expected), Storage.Sql.Int(write.Input?.ScopeVersion), Storage.Sql.Int(form?.FormVersion),
            Storage.Sql.Bytes(document?.Bytes), Storage.Sql.Bytes(document?.Hash), keys.SigningKeyId,
            Guid.CreateVersion7(), Storage.Sql.Text(activity?.Id), Storage.Sql.Text(activity?.TraceStateString),
        ];
        foreach (var value in values)
            parameters.Add(Storage.Sql.Parameter(value));
    }

    /// <param name="Hash">Of the canonical bytes inside.</param>
    private sealed record Sealable(byte[] Bytes, byte[] Hash);

    private static string Act(BidAct act) => act switch
    {
        BidAct.Submit => "submit",
        BidAct.Revise => "revise",
        BidAct.Withdraw => "withdraw",
    };
}
