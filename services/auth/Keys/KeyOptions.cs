using System.ComponentModel.DataAnnotations;

namespace BidForge.Auth.Keys;

/// <summary>Section <c>Auth</c>.</summary>
internal sealed class KeyOptions
{
    /// <summary>Seals the private signing keys in the database, and is not in it. At least 32 characters; the same for every replica, for ever.</summary>
    [Required, MinLength(32)]
    public string KeyEncryptionKey { get; init; } = "";

    /// <summary>How long a key signs before the next takes over, in days.</summary>
    [Range(1, 365)]
    public double KeyDays { get; init; } = 30;

    /// <summary>How long a key is published before it signs, in minutes: longer than anybody keeps a copy of the key set.</summary>
    [Range(0.01, 1440)]
    public double KeyLeadMinutes { get; init; } = 20;

    /// <summary>How often the stored keys are looked at, in seconds. Replicas learn of a new key within this time, so it is far shorter than the lead.</summary>
    [Range(0.1, 60)]
    public double KeyCheckSeconds { get; init; } = 30;
}
