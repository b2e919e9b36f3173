using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Nocturne.Runner.Telemetry;

/// <summary>Listens to the meters of the program and writes what they say in Prometheus' text form.</summary>
/// <remarks>The form is version 0.0.4 of prometheus.io/docs/instrumenting/exposition_formats; names follow OpenTelemetry's rules for Prometheus: dots become underscores, the
/// unit is spelt out, counters end in <c>_total</c>.</remarks>
sealed class PrometheusPage : IDisposable
{
    /// <summary>Meters that are told.</summary>
    static readonly string[] Meters = ["Nocturne", "System.Runtime"];

    /// <summary>From a row kernel to a stage that hangs [s].</summary>
    static readonly double[] Seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

    readonly Lock gate = new();
    readonly MeterListener listener = new();
    readonly SortedDictionary<string, (Instrument Instrument, Dictionary<string, MetricSeries> Series)> metrics = new(StringComparer.Ordinal);

    public PrometheusPage()
    {
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (Meters.Contains(instrument.Meter.Name)) listening.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Take(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        listener.Start();
    }

    /// <summary>All metrics as they are now.</summary>
    public string Write()
    {
        lock (gate)
        {
            // What is observable is told anew: a band that is gone is gone.
            foreach (var (instrument, series) in metrics.Values)
            {
                if (instrument.IsObservable) series.Clear();
            }
        }
        listener.RecordObservableInstruments();
        var text = new StringBuilder();
        lock (gate)
        {
            foreach (var (name, (instrument, series)) in metrics) Write(text, name, instrument, series);
        }
        return text.ToString();
    }

    public void Dispose() => listener.Dispose();

    void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = Labels(tags);
        lock (gate)
        {
            var name = NameOf(instrument);
            if (!metrics.TryGetValue(name, out var metric)) metrics[name] = metric = (instrument, []);
            if (!metric.Series.TryGetValue(labels, out var series)) metric.Series[labels] = series = new(IsHistogram(instrument) ? Seconds : []);
            if (IsHistogram(instrument)) series.Record(value);
            else if (IsCounter(instrument) && !instrument.IsObservable) series.Add(value);
            else series.Set(value);
        }
    }

    static void Write(StringBuilder text, string name, Instrument instrument, Dictionary<string, MetricSeries> all)
    {
        if (all.Count == 0) return;
        if (instrument.Description is { Length: > 0 } description) text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {description.Replace("\\", "\\\\", StringComparison.Ordinal).ReplaceLineEndings("\\n")}\n");
        text.Append(CultureInfo.InvariantCulture, $"# TYPE {name} {(IsHistogram(instrument) ? "histogram" : IsCounter(instrument) ? "counter" : "gauge")}\n");
        foreach (var (labels, series) in all.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            if (!IsHistogram(instrument))
            {
                Line(name, labels, "", Number(series.Value));
                continue;
            }
            for (var i = 0; i < Seconds.Length; i++) Line(name + "_bucket", labels, $"le=\"{Number(Seconds[i])}\"", Number(series.AtMost(i)));
            Line(name + "_bucket", labels, "le=\"+Inf\"", Number(series.Count));
            Line(name + "_sum", labels, "", Number(series.Value));
            Line(name + "_count", labels, "", Number(series.Count));
        }

        void Line(string metric, string labels, string more, string value)
        {
            var both = labels.Length > 0 && more.Length > 0 ? labels + "," + more : labels + more;
            text.Append(metric);
            if (both.Length > 0) text.Append('{').Append(both).Append('}');
            text.Append(' ').Append(value).Append('\n');
        }
    }

    static string NameOf(Instrument instrument)
    {
        var name = new string([.. instrument.Name.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_')]);
        name += instrument.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" };
        return IsCounter(instrument) && !name.EndsWith("_total", StringComparison.Ordinal) ? name + "_total" : name;
    }

    static bool IsHistogram(Instrument instrument) => instrument is Histogram<double>;

    static bool IsCounter(Instrument instrument) => instrument.GetType() is { IsGenericType: true } type
        && (type.GetGenericTypeDefinition() == typeof(Counter<>) || type.GetGenericTypeDefinition() == typeof(ObservableCounter<>));

    static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty) return "";
        var labels = new List<string>(tags.Length);
        foreach (var (key, value) in tags)
        {
            var name = new string([.. key.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_')]);
            labels.Add($"{name}=\"{Convert.ToString(value, CultureInfo.InvariantCulture)?.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).ReplaceLineEndings("\\n")}\"");
        }
        labels.Sort(StringComparer.Ordinal);
        return string.Join(',', labels);
    }

    static string Number(double value) => double.IsPositiveInfinity(value) ? "+Inf" : double.IsNegativeInfinity(value) ? "-Inf" : value.ToString("R", CultureInfo.InvariantCulture);
}
