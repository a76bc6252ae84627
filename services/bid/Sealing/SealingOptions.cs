using System.ComponentModel.DataAnnotations;

namespace BidForge.Bids.Sealing;

/// <summary>Where the secrets of sealing and signing are; section <c>Sealing</c>.</summary>
internal sealed class SealingOptions
{
    /// <summary>The key file (<see cref="Ledger.KeyFile"/>). All replicas share it; nobody else may read it. Back it up: without it no sealed bid can be opened.</summary>
    [Required]
    public string KeyFile { get; init; } = "";

    /// <summary>Make the file where there is none. For one machine; elsewhere <c>./bidforge keys create</c> makes it and a secret brings it.</summary>
    public bool CreateKeyFile { get; init; }

    /// <summary>How often the file is looked at for new keys, in seconds.</summary>
    [Range(1, 3600)]
    public int ReloadSeconds { get; init; } = 5;

    /// <summary>
    /// How long a new signing key is published before it signs, in seconds from its creation: as long as the file may take to reach every replica, and what keeps
    /// answers of <c>/receipts/keys</c>. Else a receipt could name a key that whoever checks it is told nothing of.
    /// </summary>
    [Range(0, 604_800)]
    public int PublishAheadSeconds { get; init; } = 900;
}
