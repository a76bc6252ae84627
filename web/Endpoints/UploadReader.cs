using BidForge.Web.Api;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace BidForge.Web.Endpoints;

/// <summary>
/// Reads a multipart form section by section: the forgery token and the key come first, then each file is handed on while it arrives.
/// </summary>
internal sealed class UploadReader(HttpContext context, IAntiforgery antiforgery, WebOptions options)
{
    private const int SmallField = 4096;
    private string _key = "";
    private bool _checked;

    /// <summary>Hands over each file as (name, content type, bytes, write). Throws <see cref="ApiException"/> on what can't be accepted.</summary>
    public async Task<int> EachFileAsync(Func<string, string, Stream, Write, Task> take, CancellationToken cancellationToken)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = options.MaxUploadBytes;

        var files = 0;
        var reader = new MultipartReader(Boundary(), context.Request.Body);
        while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
        {
            if (section.AsFileSection() is { } file)
            {
                if (file.FileName.Length == 0) continue;
                if (!_checked) throw Refused("form.forged", "This form has expired. Load the page again, then choose the file once more.");
                var type = section.ContentType is { Length: > 0 } given ? given : "application/octet-stream";
                await take(Path.GetFileName(file.FileName.Replace('\\', '/')), type, section.Body, new($"{_key}-{files++}"));
            }
            else if (section.AsFormDataSection() is { } field)
            {
                await FieldAsync(field.Name, await ReadAsync(section, cancellationToken));
            }
        }

        return files;
    }

    private async Task FieldAsync(string name, string value)
    {
        if (name == "Form.Key") _key = value;
        if (name != "__RequestVerificationToken") return;
        // The header is looked at before the form, and the form must not be read as a whole.
        context.Request.Headers["RequestVerificationToken"] = value;
        _checked = await antiforgery.IsRequestValidAsync(context);
        if (!_checked) throw Refused("form.forged", "This form has expired. Load the page again, then choose the file once more.");
    }

    private string Boundary()
    {
        var boundary = MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type)
            ? HeaderUtilities.RemoveQuotes(type.Boundary).Value
            : null;
        return boundary is { Length: > 0 and <= 200 } ? boundary : throw Refused("request.invalid", "Send files as multipart/form-data.");
    }

    private static async Task<string> ReadAsync(MultipartSection section, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(section.Body);
        var buffer = new char[SmallField];
        var read = await reader.ReadBlockAsync(buffer, cancellationToken);
        return read < SmallField ? new(buffer, 0, read) : throw Refused("request.invalid", "A field of this form is too long.");
    }

    private static ApiException Refused(string code, string detail) =>
        new(new() { Status = 400, Code = code, Title = "The upload was not accepted", Detail = detail });
}
