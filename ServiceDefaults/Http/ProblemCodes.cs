namespace BidForge.ServiceDefaults.Http;

/// <summary>The stable codes that any service may answer with. Codes of one service live with it.</summary>
public static class ProblemCodes
{
    public const string RequestInvalid = "request.invalid";
    public const string TokenInvalid = "auth.token-invalid";
    public const string Forbidden = "auth.forbidden";
    public const string NotFound = "resource.not-found";
    public const string Unavailable = "service.unavailable";
    public const string PreconditionRequired = "precondition.required";
    public const string PreconditionStale = "precondition.stale";
    public const string IdempotencyKeyInvalid = "idempotency.key-invalid";
    public const string IdempotencyKeyRequired = "idempotency.key-required";
    public const string IdempotencyKeyReused = "idempotency.key-reused";
}
