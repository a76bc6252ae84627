using System.Text;

namespace BidForge.Web.Components.Forms;

internal static class FieldId
{
    /// <summary>A field's name as an element id: <c>Form.Lines[0].Unit</c> is <c>form-lines-0-unit</c>.</summary>
    public static string Of(string name)
    {
        var id = new StringBuilder(name.Length);
        foreach (var letter in name)
        {
            if (char.IsAsciiLetterOrDigit(letter)) id.Append(char.ToLowerInvariant(letter));
            else if (id.Length > 0 && id[^1] != '-') id.Append('-');
        }

        return id.ToString().TrimEnd('-');
    }
}
