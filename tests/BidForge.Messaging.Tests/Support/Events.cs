using BidForge.Contracts;

namespace BidForge.Messaging.Tests.Support;

public enum Weather
{
    Fine,
    HeavyRain,
}

public sealed record NoteWritten(Guid Id, string Text, decimal Amount, Weather Weather);

public sealed record NoteCopied(Guid Id, Guid CopyOf);

[SealedOnTheBus]
public sealed record SecretTold(Guid Id, string Text);

public sealed record SlotTouched(Guid Id, int Slot);
