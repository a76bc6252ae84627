using System.Collections.Concurrent;
using System.Diagnostics;
using Npgsql;

namespace BidForge.Messaging.Tests.Support;

/// <summary>What the handlers of one service should do and what they saw.</summary>
public sealed class Behaviour
{
    private int _failures;

    /// <summary>Attempts that are yet to fail.</summary>
    public int Failures
    {
        get => _failures;
        set => _failures = value;
    }

    public ConcurrentQueue<NoteWritten> Seen { get; } = new();

    public void FailIfDue()
    {
        if (Interlocked.Decrement(ref _failures) >= 0) throw new InvalidOperationException("told to fail");
    }
}

/// <summary>Saves a note and publishes that it did, then fails if told to: a failure must undo both.</summary>
public sealed class NoteHandler(TestDb db, Behaviour behaviour) : IEventHandler<NoteWritten>
{
    public async Task HandleAsync(NoteWritten message, CancellationToken cancellationToken)
    {
        behaviour.Seen.Enqueue(message);
        db.Notes.Add(new Note { Id = message.Id, Handler = nameof(NoteHandler), Text = message.Text, Trace = Activity.Current?.TraceId.ToString() });
        db.AddEvent(new NoteCopied(Guid.CreateVersion7(), message.Id));
        await db.SaveChangesAsync(cancellationToken);
        behaviour.FailIfDue();
    }
}

public sealed class CopyHandler(TestDb db) : IEventHandler<NoteCopied>
{
    public Task HandleAsync(NoteCopied message, CancellationToken cancellationToken)
    {
        db.Notes.Add(new Note
        {
            Id = message.CopyOf,
            Handler = nameof(CopyHandler),
            Text = "",
            Trace = Activity.Current?.TraceId.ToString(),
        });
        return Task.CompletedTask;
    }
}

public sealed class SecretHandler(TestDb db, Behaviour behaviour) : IEventHandler<SecretTold>
{
    public Task HandleAsync(SecretTold message, CancellationToken cancellationToken)
    {
        behaviour.FailIfDue();
        db.Notes.Add(new Note { Id = message.Id, Handler = nameof(SecretHandler), Text = message.Text });
        return Task.CompletedTask;
    }
}

public sealed class SlotHandler : IShardedEventHandler<SlotTouched>
{
    public int SlotOf(SlotTouched message) => message.Slot;

    public async Task HandleAsync(SlotTouched message, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("insert into notes (id, handler, text) values ($1, 'SlotHandler', '')", connection, transaction);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = message.Id });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
