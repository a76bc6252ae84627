using BidForge.Contracts;
using BidForge.ServiceDefaults.Http;
using BidForge.ServiceDefaults.Plans;
using Microsoft.AspNetCore.Http.HttpResults;

namespace BidForge.Files;

/// <summary>The codes of this service's refusals, and the answers they come in.</summary>
internal static class FileProblems
{
    public const string NotFoundCode = "file.not-found";
    public const string PackageNotFoundCode = "package.not-found";
    public const string TooLargeCode = "file.too-large";
    public const string TypeRefused = "file.type-refused";
    public const string TypeMismatch = "file.type-mismatch";
    public const string DigestMismatchCode = "file.digest-mismatch";
    public const string EmptyCode = "file.empty";
    public const string InterruptedCode = "file.interrupted";
    public const string InUseCode = "file.in-use";
    public const string ContentMissing = "file.content-missing";
    public const string NoPreviewCode = "file.no-preview";

    public static ProblemHttpResult NotFound() => Problem.NotFound(NotFoundCode, "file");

    public static ProblemHttpResult NoPreview() => Problem.Of(
        StatusCodes.Status404NotFound, NoPreviewCode, "There is no preview of this file.", "It is no picture, too large, or damaged.");

    public static ProblemHttpResult PreviewsBusy() => Problem.Of(
        StatusCodes.Status503ServiceUnavailable, ProblemCodes.Unavailable, "Too many previews are being made at the moment. Try again.");

    public static ProblemHttpResult PackageNotFound() => Problem.NotFound(PackageNotFoundCode, "package");

    public static ProblemHttpResult TooLarge(long limit) => Problem.Of(
        StatusCodes.Status413PayloadTooLarge, TooLargeCode, "The file is too large.", $"At most {limit:N0} bytes are accepted.", [new("limit", limit)]);

    public static ProblemHttpResult OverQuota(Plan plan, long limit, long used) => Quotas.Exceeded(
        StatusCodes.Status409Conflict, Quotas.Storage, "Your company's storage is used up: the file does not fit.",
        $"Your plan includes {limit:N0} bytes and {used:N0} are used. Delete files, or take another plan.", plan, limit, used);

    public static ProblemHttpResult Of(Sniffing.TypeRefusal refusal) => Problem.Of(
        StatusCodes.Status415UnsupportedMediaType, refusal.Code,
        refusal.Code is TypeRefused ? "Files of this type are not accepted." : "The file is not what its name or type says.", refusal.Detail);

    public static ProblemHttpResult DigestMismatch(string received) => Problem.Of(
        StatusCodes.Status400BadRequest, DigestMismatchCode, "The bytes that arrived are not those that Content-Digest names. Send them again.",
        null, [new("received", $"sha-256=:{received}:")]);

    public static ProblemHttpResult Empty() => Problem.Of(StatusCodes.Status400BadRequest, EmptyCode, "The file has no bytes.");

    public static ProblemHttpResult Interrupted() => Problem.Of(StatusCodes.Status400BadRequest, InterruptedCode, "The upload ended before the file did. Nothing was kept.");

    public static ProblemHttpResult KeyReused() => Problem.Of(
        StatusCodes.Status422UnprocessableEntity, ProblemCodes.IdempotencyKeyReused, "This Idempotency-Key was used for another file.");

    public static ProblemHttpResult InUse(string detail) => Problem.Conflict(InUseCode, "The file can't be deleted any more.", detail);
}
