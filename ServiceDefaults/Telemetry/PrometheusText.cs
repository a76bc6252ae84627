using System.Globalization;
using System.Text;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace BidForge.ServiceDefaults.Telemetry;

/// <summary>Prometheus text exposition 0.0.4: names and label names of [a-zA-Z0-9_], units as suffix, counters end in _total.</summary>
internal static class PrometheusText
{
    public static void Write(StringBuilder writer, Metric metric)
    {
        var counter = metric.MetricType is MetricType.LongSum or MetricType.DoubleSum;
        var name = Name(metric.Name, metric.Unit, counter);
        var type = metric.MetricType switch
        {
            MetricType.Histogram => "histogram",
            MetricType.LongSum or MetricType.DoubleSum => "counter",
            MetricType.LongGauge or MetricType.DoubleGauge or MetricType.LongSumNonMonotonic or MetricType.DoubleSumNonMonotonic => "gauge",
            _ => null,
        };
        if (type is null)
            return;
        if (metric.Description is { Length: > 0 } description)
            writer.Append("# HELP ").Append(name).Append(' ').Append(description.Replace("\\", "\\\\").Replace("\n", "\\n")).Append('\n');
        writer.Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');
        foreach (ref readonly var point in metric.GetMetricPoints())
        {
            if (metric.MetricType is MetricType.Histogram)
                WriteHistogram(writer, name, point);
            else
                Line(writer, name, Labels(point.Tags), Value(metric.MetricType, point));
        }
    }

    private static double Value(MetricType type, in MetricPoint point) => type switch
    {
        MetricType.LongSum or MetricType.LongSumNonMonotonic => point.GetSumLong(),
        MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic => point.GetSumDouble(),
        MetricType.LongGauge => point.GetGaugeLastValueLong(),
        _ => point.GetGaugeLastValueDouble(),
    };

    private static void WriteHistogram(StringBuilder writer, string name, in MetricPoint point)
    {
        var labels = Labels(point.Tags);
        var separator = labels.Length is 0 ? "" : ",";
        long running = 0;
        foreach (var bucket in point.GetHistogramBuckets())
        {
            running += bucket.BucketCount;
            var bound = double.IsPositiveInfinity(bucket.ExplicitBound) ? "+Inf" : bucket.ExplicitBound.ToString("R", CultureInfo.InvariantCulture);
            Line(writer, name + "_bucket", $"{labels}{separator}le=\"{bound}\"", running);
        }
        Line(writer, name + "_sum", labels, point.GetHistogramSum());
        Line(writer, name + "_count", labels, point.GetHistogramCount());
    }

    private static void Line(StringBuilder writer, string name, string labels, double value)
    {
        writer.Append(name);
        if (labels.Length > 0)
            writer.Append('{').Append(labels).Append('}');
        writer.Append(' ').Append(value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
    }

    private static string Labels(ReadOnlyTagCollection tags)
    {
        var labels = new StringBuilder();
        foreach (var (key, value) in tags)
        {
            if (labels.Length > 0)
                labels.Append(',');
            var text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
            labels.Append(Clean(key)).Append("=\"").Append(text.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n")).Append('"');
        }
        return labels.ToString();
    }

    private static string Name(string name, string? unit, bool counter)
    {
        var clean = Clean(name);
        var suffix = unit switch { "s" => "_seconds", "ms" => "_milliseconds", "By" => "_bytes", _ => "" };
        if (suffix.Length > 0 && !clean.EndsWith(suffix, StringComparison.Ordinal))
            clean += suffix;
        return counter && !clean.EndsWith("_total", StringComparison.Ordinal) ? clean + "_total" : clean;
    }

    private static string Clean(string name)
    {
        var clean = new StringBuilder(name.Length);
        foreach (var c in name)
            clean.Append(char.IsAsciiLetterOrDigit(c) ? c : '_');
        if (clean.Length > 0 && char.IsAsciiDigit(clean[0]))
            clean.Insert(0, '_');
        return clean.ToString();
    }
}
