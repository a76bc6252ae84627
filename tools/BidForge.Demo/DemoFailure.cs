namespace BidForge.Demo;

/// <summary>The marketplace did something else than the play expects.</summary>
public sealed class DemoFailure(string message) : Exception(message);
