using System.Buffers;
using System.Text.Json;
using Nocturne.Core.Astrometry;
using Nocturne.Core.Quality;
using Nocturne.Runner.Report;
using Nocturne.Streams.Store;

namespace Nocturne.Runner.Forced;

/// <summary>What the light-curve chart of the page shows, as JSON. The encoder escapes what could end a script element.</summary>
sealed class ForcedCharts(NightReader night, IReadOnlyList<string> names)
{
    const int SourcesShown = 200;
    const int PointsInAll = 100_000;

    /// <summary>Number of sources in the chart.</summary>
    public int Shown { get; private set; }

    public ReadOnlyMemory<byte> Write()
    {
        var buffer = new ArrayBufferWriter<byte>(1 << 16);
        using (var json = new Utf8JsonWriter(buffer)) Write(json);
        return buffer.WrittenMemory;
    }

    void Write(Utf8JsonWriter json)
    {
        var times = night.Bands.SelectMany(night.Frames).Select(frame => frame.MidUtc).OfType<Mjd>().Select(BandReport.SecondsOf).ToArray();
        var frames = Math.Max(1, times.Length);
        json.WriteStartObject();
        json.WriteString("unit", night.Info.FluxUnit == "uJy" ? "\u00b5Jy" : night.Info.FluxUnit);
        json.WriteStartArray("span");
        json.WriteNumberValue(times.DefaultIfEmpty(0).Min());
        json.WriteNumberValue(times.DefaultIfEmpty(1).Max());
        json.WriteEndArray();
        json.WriteStartArray("bands");
        foreach (var band in night.Bands)
        {
            json.WriteStartObject();
            json.WriteString("name", band.Filter);
            json.WriteString("colour", BandStyle.ColourOf(band));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("flags");
        foreach (var flag in QualityFlags.All)
        {
            json.WriteStartObject();
            json.WriteNumber("bit", (int)flag.Flag);
            json.WriteString("sentence", flag.Sentence);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("sources");
        if (times.Length > 1)
        {
            foreach (var (source, variation, curves) in LightCurveRanking.Of(night, Math.Clamp(PointsInAll / frames, 1, SourcesShown))) WriteSource(json, source, variation, curves);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    void WriteSource(Utf8JsonWriter json, int source, double variation, IReadOnlyList<LightCurveKey> curves)
    {
        Shown++;
        json.WriteStartObject();
        json.WriteNumber("number", source);
        json.WriteString("name", source <= names.Count ? names[source - 1] : "");
        WriteNumber(json, "variation", variation);
        json.WriteStartArray("curves");
        foreach (var curve in curves) WriteCurve(json, curve);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    void WriteCurve(Utf8JsonWriter json, LightCurveKey curve)
    {
        var points = night.LightCurve(curve).Where(point => point.MidUtc is not null).ToList();
        json.WriteStartObject();
        json.WriteNumber("band", night.Bands.ToList().IndexOf(curve.Band));
        WriteNumbers(json, "time", points.Select(point => BandReport.SecondsOf(point.MidUtc!.Value)));
        WriteNumbers(json, "flux", points.Select(point => point.Measurement.Flux));
        WriteNumbers(json, "error", points.Select(point => point.Measurement.FluxError));
        WriteNumbers(json, "flags", points.Select(point => (double)(int)point.Measurement.Flags));
        json.WriteEndObject();
    }

    static void WriteNumbers(Utf8JsonWriter json, string name, IEnumerable<double> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
        {
            if (double.IsFinite(number)) json.WriteNumberValue(number);
            else json.WriteNullValue();
        }

        json.WriteEndArray();
    }

    static void WriteNumber(Utf8JsonWriter json, string name, double number)
    {
        if (double.IsFinite(number)) json.WriteNumber(name, number);
        else json.WriteNull(name);
    }
}
