using System.ComponentModel.DataAnnotations;

namespace BidForge.Gateway.Edge;

/// <summary>Section <c>Web</c>.</summary>
internal sealed class WebOptions
{
    /// <summary>The secret by which the site's own server is known: it may say whose address it speaks for. Empty: nobody may.</summary>
    [MaxLength(500)]
    public string Key { get; init; } = "";
}
