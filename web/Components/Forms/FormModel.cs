using BidForge.Web.Api;

namespace BidForge.Web.Components.Forms;

/// <summary>
/// What every form carries: the key that makes a double click one write, the version it was rendered from, and the button pressed.
/// What a browser did not send is mapped to null over any default, hence the setters of lists here and in the models.
/// Numbers and times stay text until they are read, so that bad input comes back as it was typed, with a word beside it.
/// </summary>
public abstract class FormModel
{
    public string Key { get; set => field = value ?? Write.NewKey(); } = Write.NewKey();
    public long? Version { get; set; }
    public string? Do { get; set; }

    public Write Write => new(Key, Version);
}
