namespace BidForge.EndToEnd.Tests.Access;

/// <summary>Who an endpoint lets in.</summary>
public enum Access
{
    Anonymous,
    SignedIn,
    Owner,
    Estimator,
    Contractor,
    ContractorEstimator,
    Subcontractor,
    SubcontractorEstimator,
    PlatformAdmin,
}

/// <summary>What one endpoint has to do with callers who are not allowed.</summary>
/// <param name="Operation">Method and template as in the OpenAPI document.</param>
/// <param name="Path">With the ids of a company that the caller does not belong to; null when the path names nothing that could be foreign.</param>
/// <param name="Body">Valid, so that the refusal is for the caller.</param>
public sealed record Rule(string Operation, Access Access, string? Path = null, object? Body = null)
{
    public HttpMethod Method => new(Operation[..Operation.IndexOf(' ')]);

    public string Template => Operation[(Operation.IndexOf(' ') + 1)..];

    /// <summary>A path that can be called: templates without foreign ids are called as they are.</summary>
    public string Target => Path ?? Template;
}
