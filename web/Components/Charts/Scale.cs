namespace BidForge.Web.Components.Charts;

/// <summary>Maps values to a span of pixels.</summary>
internal readonly record struct Scale(double From, double To, double Start, double End)
{
    public double At(double value) => To <= From ? (Start + End) / 2 : Start + ((value - From) / (To - From) * (End - Start));

    public double At(decimal value) => At((double)value);

    /// <summary>Round values for an axis, about <paramref name="wanted"/> of them, inside the range.</summary>
    public IEnumerable<double> Ticks(int wanted = 5)
    {
        var span = To - From;
        if (span <= 0) return [From];
        var rough = span / Math.Max(1, wanted);
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = (rough / power) switch { < 1.5 => 1, < 3 => 2, < 7 => 5, _ => 10 } * power;
        var from = From;
        var to = To;
        return Enumerable.Range(0, 50).Select(n => (Math.Ceiling(from / step) + n) * step).TakeWhile(tick => tick <= to + (step * 1e-9));
    }
}
