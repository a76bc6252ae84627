using System.ComponentModel.DataAnnotations;
using BidForge.Ledger;

namespace BidForge.Files.Sealing;

/// <summary>Section <c>Attachments</c>.</summary>
internal sealed class AttachmentOptions : IValidatableObject
{
    /// <summary>
    /// Secrets, comma-separated, each of 32 characters or more, that are neither in the database nor in the blob store: the first seals attachments of bids, all open them.
    /// Keep every secret that a stored attachment was sealed under.
    /// </summary>
    [Required]
    public string? SealKeys { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!SecretMasterKeys.AreGood(SealKeys))
            yield return new($"Attachments:SealKeys: each needs {SecretMasterKeys.LeastLength} characters or more.", [nameof(SealKeys)]);
    }
}
