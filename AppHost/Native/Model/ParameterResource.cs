using BidForge.AppHost.Native.Running;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value given from outside (<c>Parameters:{name}</c> in the configuration) or made once and kept.</summary>
public sealed class ParameterResource : Resource
{
    private readonly Func<Secrets, string> read;

    internal ParameterResource(string name, bool secret, Func<Secrets, string> read) : base(name) => (Secret, this.read) = (secret, read);

    public bool Secret { get; }

    internal Secrets? Secrets { get; set; }

    internal string Value => read(Secrets ?? throw new InvalidOperationException($"{Name} is read before the application started."));
}

/// <summary>A value for a parameter that nobody gave.</summary>
public abstract class ParameterDefault
{
    internal abstract int Length { get; }
}

/// <summary>A random value of letters and digits.</summary>
public sealed class GenerateParameterDefault : ParameterDefault
{
    public int MinLength { get; set; } = 22;

    internal override int Length => MinLength;
}
