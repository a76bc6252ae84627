using BidForge.Web.Api;
using BidForge.Web.Api.Models;
using BidForge.Web.Components;
using BidForge.Web.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.Extensions.Options;

namespace BidForge.Web.Endpoints;

/// <summary>What both kinds of upload do: pass each file on, then go back to the page with a word about it.</summary>
internal sealed class Upload(
    IHttpContextAccessor accessor, IAntiforgery antiforgery, IOptions<WebOptions> options, FileApi files, Flash flash)
{
    public async Task<IResult> RunAsync(
        string purpose, Guid packageId, string backTo, Func<StoredFile, Task> stored, CancellationToken cancellationToken)
    {
        var context = accessor.HttpContext!;
        try
        {
            var count = await new UploadReader(context, antiforgery, options.Value).EachFileAsync(
                async (name, type, bytes, write) =>
                    await stored(await files.UploadAsync(purpose, packageId, name, type, bytes, write, cancellationToken)),
                cancellationToken);
            flash.Set(count == 0 ? "No file was chosen." : $"Uploaded {Numbers.Count(count, "file", "files")}.");
            return Results.LocalRedirect(backTo);
        }
        catch (ApiException refusal) when (!refusal.Unauthorized)
        {
            // The script shows the problem beside the file; without it the page itself says what happened.
            if (context.Request.Headers.Accept.ToString().Contains("json", StringComparison.Ordinal))
                return Results.Json(refusal.Problem, Json.Options, "application/problem+json", refusal.Problem.Status);
            throw;
        }
    }
}
