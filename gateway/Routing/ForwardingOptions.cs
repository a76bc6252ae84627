using System.ComponentModel.DataAnnotations;

namespace BidForge.Gateway.Routing;

/// <summary>Section <c>Forwarding</c>.</summary>
internal sealed class ForwardingOptions
{
    /// <summary>How long a service may be silent in the middle of a request, in seconds. Streams send a heartbeat more often than that.</summary>
    [Range(1, 3600)]
    public double SilenceSeconds { get; init; } = 60;

    /// <summary>How long making a connection may take, in seconds.</summary>
    [Range(0.05, 60)]
    public double ConnectSeconds { get; init; } = 2;

    /// <summary>How often each replica is asked whether it is alive, in seconds.</summary>
    [Range(0.1, 600)]
    public double HealthIntervalSeconds { get; init; } = 5;

    /// <summary>How long a replica is passed over after a connection to it failed, in seconds.</summary>
    [Range(0.1, 600)]
    public double PassOverSeconds { get; init; } = 5;
}
