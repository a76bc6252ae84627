namespace BidForge.Features;

/// <summary>Something that can be on for some companies and off for others while everything runs.</summary>
/// <param name="Name">As in the settings.</param>
/// <param name="Default">Whether it is on where the settings say nothing of it.</param>
/// <param name="Description">What is there when it is on, and what happens when it is off.</param>
public sealed record Flag(string Name, bool Default, string Description);

/// <summary>All flags. One that is on for everybody and need never be off again leaves this list and the code.</summary>
public static class Flags
{
    public static readonly Flag LiveNotifications = new(
        "LiveNotifications", true,
        "Notifications reach browsers and programs as they happen, over a connection that stays open. Off, they show with the next page or request.");

    public static IReadOnlyList<Flag> All { get; } = [LiveNotifications];
}
