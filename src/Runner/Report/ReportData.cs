using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Nocturne.Core.Quality;
using Nocturne.Streams.Store;

namespace Nocturne.Runner.Report;

/// <summary>Writes what the page's charts show as JSON; long rows of numbers are little-endian binary in base 64.</summary>
/// <remarks>The encoder escapes <c>&lt;</c>, <c>&gt;</c> and <c>&amp;</c>, so that no name from a header can end the script element.</remarks>
sealed class ReportData(NightReader night, IReadOnlyList<BandReport> bands)
{
    /// <summary>Most points of a curve.</summary>
    const int PointsPerCurve = 5000;

    /// <summary>Fewest points of a curve that are still worth looking at; rather fewer stars are shown.</summary>
    const int FewestPoints = 300;

    /// <summary>Points of all curves together: 12 bytes each, a third more in base 64.</summary>
    const int PointsInAll = 800_000;

    /// <summary>Most stars of a band.</summary>
    const int StarsPerBand = 200;

    readonly IReadOnlyList<LightCurveKey> curves = night.LightCurves();
    readonly List<(string What, string Band)> omissions = [];

    /// <summary>Labels of the photometers, in order.</summary>
    public IReadOnlyList<string> Photometers => [.. curves.Select(curve => curve.Photometer).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Sentences on what is left out of the page to keep it small; empty when nothing is.</summary>
    public IEnumerable<string> Omissions => omissions.GroupBy(o => o.What, o => o.Band).Select(group => $"{string.Join(", ", group)}: {group.Key}");

    public ReadOnlyMemory<byte> Write(string date)
    {
        var buffer = new ArrayBufferWriter<byte>(1 << 20);
        using (var json = new Utf8JsonWriter(buffer)) Write(json, date);
        return buffer.WrittenMemory;
    }

    void Write(Utf8JsonWriter json, string date)
    {
        var photometers = Photometers;
        var room = PointsInAll / Math.Max(1, bands.Count * photometers.Count);
        var stars = Math.Clamp(room / FewestPoints, 1, StarsPerBand);

        json.WriteStartObject();
        json.WriteString("date", date);
        WriteSpan(json);
        WriteTexts(json, "photometers", photometers);
        WriteFlags(json);
        WriteConditions(json);
        json.WriteStartArray("bands");
        foreach (var band in bands) WriteBand(json, band, photometers, stars, room);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    void WriteSpan(Utf8JsonWriter json)
    {
        var times = bands.Where(band => band.Times.Count > 0).SelectMany(band => new[] { band.Times[0], band.Times[^1] }).ToArray();
        json.WriteStartArray("span");
        json.WriteNumberValue(times.DefaultIfEmpty(0).Min());
        json.WriteNumberValue(times.DefaultIfEmpty(1).Max());
        json.WriteEndArray();
    }

    static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }

    static void WriteFlags(Utf8JsonWriter json)
    {
        json.WriteStartArray("flags");
        foreach (var flag in QualityFlags.All)
        {
            json.WriteStartObject();
            json.WriteNumber("bit", (int)flag.Flag);
            json.WriteString("sentence", flag.Sentence);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    static void WriteConditions(Utf8JsonWriter json)
    {
        json.WriteStartArray("conditions");
        foreach (var condition in Condition.All)
        {
            json.WriteStartObject();
            json.WriteString("name", condition.Name);
            json.WriteString("title", condition.Title);
            json.WriteString("label", condition.Label);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    void WriteBand(Utf8JsonWriter json, BandReport band, IReadOnlyList<string> photometers, int stars, int room)
    {
        var ofBand = curves.Where(curve => curve.Band == band.Band).ToList();
        var sources = ofBand.Select(curve => curve.Source).Distinct().Order().ToList();
        var shown = sources.Take(stars).ToList();
        var groups = FrameGroups.Of(band.Times, Math.Clamp(room / Math.Max(1, shown.Count), FewestPoints, PointsPerCurve));
        if (shown.Count < sources.Count) omissions.Add(($"the {shown.Count} brightest of {sources.Count} stars are shown.", band.Band.ToString()));
        if (groups.FramesPerPoint > 1) omissions.Add(($"a point is the mean of up to {groups.FramesPerPoint} frames, of those without flags if there are any.", band.Band.ToString()));

        json.WriteStartObject();
        json.WriteString("name", band.Band.ToString());
        json.WriteString("colour", band.Colour);
        json.WritePropertyName("time");
        if (groups.Count > 0) json.WriteBase64StringValue(MemoryMarshal.AsBytes(groups.Times.AsSpan()));
        else json.WriteNullValue();
        json.WriteStartArray("sources");
        foreach (var source in shown) json.WriteNumberValue(source);
        json.WriteEndArray();

        var known = ofBand.ToHashSet();
        json.WriteStartObject("curves");
        foreach (var photometer in photometers)
        {
            json.WriteStartArray(photometer);
            foreach (var source in shown) WriteCurve(json, new(band.Band, photometer, source), known, groups);
            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteStartObject("conditions");
        foreach (var condition in Condition.All) WriteNumbers(json, condition.Name, groups.Mean(band.ValuesOf(condition)));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    void WriteCurve(Utf8JsonWriter json, LightCurveKey curve, HashSet<LightCurveKey> known, FrameGroups groups)
    {
        if (!known.Contains(curve))
        {
            json.WriteNullValue();
            return;
        }

        var (flux, error, flags) = BinnedCurve.Of(night.LightCurve(curve), groups);
        json.WriteStartObject();
        WriteNumbers(json, "flux", flux);
        WriteNumbers(json, "error", error);
        if (flags.AsSpan().ContainsAnyExcept(0)) json.WriteBase64String("flags", MemoryMarshal.AsBytes(flags.AsSpan()));
        json.WriteEndObject();
    }

    /// <summary>Writes numbers in base 64; leaves them out when none is a number.</summary>
    static void WriteNumbers(Utf8JsonWriter json, string name, float[] numbers)
    {
        if (Array.Exists(numbers, float.IsFinite)) json.WriteBase64String(name, MemoryMarshal.AsBytes(numbers.AsSpan()));
    }
}
