namespace Projects;

/// <summary>Names this app host to tests; under Aspire the SDK generates it.</summary>
public sealed class BidForge_AppHost;
