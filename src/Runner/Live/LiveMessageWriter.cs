using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Nocturne.Actors.Night;
using Nocturne.Runner.Report;
using Nocturne.Streams.Night;

namespace Nocturne.Runner.Live;

/// <summary>Writes what viewers are told as JSON; long rows of numbers are little-endian binary in base 64.</summary>
sealed class LiveMessageWriter(IReadOnlyList<LiveBand> bands, NightStatus? status, IReadOnlyDictionary<BandKey, Glimpse> glimpses, double apertureScale, TimeProvider clock)
{
    readonly ArrayBufferWriter<byte> buffer = new(4096);

    /// <param name="seen">The last change that the viewer knows.</param>
    /// <param name="fresh">Whether it knows nothing.</param>
    /// <param name="frames">The frames since, measured or not.</param>
    /// <param name="notMeasured">The frames without rows for a viewer that knows nothing.</param>
    public ReadOnlyMemory<byte> Write(long seen, bool fresh, IReadOnlyList<LiveFrame> frames, IReadOnlyList<LiveFrame> notMeasured)
    {
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("program", ProgramVersion.Text);
            json.WriteBoolean("fresh", fresh);
            WriteNight(json);
            json.WriteStartArray("bands");
            foreach (var band in bands) WriteBand(json, band, seen);
            json.WriteEndArray();
            json.WriteStartArray("frames");
            foreach (var frame in frames)
            {
                if (frame is { IsMeasured: true, Band: >= 0 } && bands[frame.Band].Rebuilt <= seen) WriteFrame(json, frame);
            }
            json.WriteEndArray();
            json.WriteStartArray("rejected");
            foreach (var frame in frames.Concat(notMeasured))
            {
                if (!frame.IsMeasured) WriteRejected(json, frame);
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return buffer.WrittenMemory;
    }

    void WriteNight(Utf8JsonWriter json)
    {
        json.WriteStartObject("night");
        if (status is { } now)
        {
            json.WriteString("at", now.At.UtcDateTime);
            json.WriteString("phase", now.Phase.ToString().ToLowerInvariant());
            json.WriteNumber("taken", now.FilesTaken);
            json.WriteNumber("pending", now.FilesPending);
            json.WriteNumber("poolBytes", now.PoolBytes);
            json.WriteNumber("poolBudget", now.PoolBudget);
            json.WriteNumber("poolWaiting", now.PoolWaiting);
            json.WriteString("trouble", now.Trouble);
        }
        json.WriteEndObject();
    }

    void WriteBand(Utf8JsonWriter json, LiveBand band, long seen)
    {
        json.WriteStartObject();
        json.WriteString("name", band.Key.ToString());
        json.WriteString("colour", BandStyle.ColourOf(band.Key));
        var sky = band.Last is { } frame ? SkyView.Of(frame) : SkyView.Unknown;
        json.WriteString("sky", sky.State);
        json.WriteString("skyWords", sky.Words);
        json.WriteString("skyChange", band.SkyChange);
        WriteLast(json, band);
        WriteStatus(json, status?.Bands.FirstOrDefault(other => other.Band == band.Key));
        if (band.Rebuilt > seen) WriteCurve(json, band);
        if (glimpses.TryGetValue(band.Key, out var glimpse) && glimpse.Version > seen) WriteGlimpse(json, glimpse, band);
        json.WriteEndObject();
    }

    void WriteLast(Utf8JsonWriter json, LiveBand band)
    {
        if (band.LastAt is { } at) json.WriteNumber("since", Math.Round(clock.GetElapsedTime(at).TotalSeconds, 2));
        if (band.Last is not { } last) return;
        json.WriteString("file", last.File);
        WriteFinite(json, "mid", last.MidUtc is { } mid ? BandReport.SecondsOf(mid) : double.NaN);
        WriteFinite(json, "exposure", last.ExposureSeconds ?? double.NaN);
        WriteFinite(json, "fwhm", last.Fwhm ?? double.NaN);
        WriteFinite(json, "background", last.BackgroundLevel ?? double.NaN);
        WriteFinite(json, "airmass", last.Airmass ?? double.NaN);
    }

    static void WriteStatus(Utf8JsonWriter json, BandStatus? band)
    {
        if (band is null) return;
        json.WriteString("activity", band.Activity.ToString().ToLowerInvariant());
        json.WriteNumber("measured", band.Counts.Measured);
        json.WriteNumber("unaligned", band.Counts.Unaligned);
        json.WriteNumber("notUsable", band.Counts.Rejected);
        json.WriteNumber("waiting", band.Counts.Waiting);
        json.WriteNumber("stars", band.Sources);
        json.WriteNumber("rate", Math.Round(band.FramesPerSecond, 3));
        WriteFinite(json, "cadence", band.CadenceSeconds ?? double.NaN);
        WriteFinite(json, "latency", band.LatencySeconds ?? double.NaN);
        json.WriteNumber("restarts", band.Restarts);
        json.WriteString("trouble", band.Trouble);
        json.WriteNumber("late", band.LateCalibrations);
        json.WriteStartObject("stages");
        foreach (var (stage, seconds) in band.StageSeconds.OrderBy(entry => entry.Key)) json.WriteNumber(stage.ToString().ToLowerInvariant(), Math.Round(seconds, 6));
        json.WriteEndObject();
    }

    static void WriteCurve(Utf8JsonWriter json, LiveBand band)
    {
        var points = band.Curve.Points.ToArray();
        json.WriteStartObject("curve");
        json.WriteString("photometer", band.Photometer);
        WriteBase64<double>(json, "time", Array.ConvertAll(points, point => point.Time));
        if (Array.Exists(points, point => point.Frames > 1)) WriteBase64<int>(json, "frames", Array.ConvertAll(points, point => point.Frames));
        WriteBase64<double>(json, "gaps", band.Gaps.Order().ToArray());
        json.WriteStartArray("sources");
        for (var slot = 0; slot < band.Sources.Count; slot++)
        {
            var cells = Array.ConvertAll(points, point => slot < point.Cells.Length ? point.Cells[slot] : CurveCell.Of(double.NaN, double.NaN, default));
            json.WriteStartObject();
            json.WriteNumber("number", band.Sources[slot]);
            WriteBase64<float>(json, "flux", Array.ConvertAll(cells, cell => cell.Flux));
            WriteBase64<float>(json, "error", Array.ConvertAll(cells, cell => cell.Error));
            if (Array.Exists(cells, cell => cell.Flags != 0)) WriteBase64<int>(json, "flags", Array.ConvertAll(cells, cell => (int)cell.Flags));
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    void WriteGlimpse(Utf8JsonWriter json, Glimpse glimpse, LiveBand band)
    {
        var (major, minor) = band.Catalogue is { } catalogue ? (Axis(catalogue.PsfSemiMajorSigma), Axis(catalogue.PsfSemiMinorSigma)) : (6, 6);
        json.WriteStartObject("picture");
        json.WriteNumber("version", glimpse.Version);
        json.WriteString("title", glimpse.Title);
        WriteFinite(json, "time", glimpse.Seconds ?? double.NaN);
        json.WriteNumber("width", glimpse.Width);
        json.WriteNumber("height", glimpse.Height);
        json.WriteNumber("major", Math.Round(major, 2));
        json.WriteNumber("minor", Math.Round(minor, 2));
        json.WriteNumber("turn", Math.Round((glimpse.Turn + (band.Catalogue?.PsfOrientation is { } turn && double.IsFinite(turn) ? turn : 0)) * (180 / Math.PI), 1));
        json.WriteStartArray("stars");
        foreach (var (number, x, y) in glimpse.Stars)
        {
            json.WriteStartArray();
            json.WriteNumberValue(number);
            json.WriteNumberValue(Math.Round(x, 2));
            json.WriteNumberValue(Math.Round(y, 2));
            json.WriteEndArray();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    double Axis(double sigma) => double.IsFinite(sigma) && sigma > 0 ? apertureScale * sigma : 6;

    static void WriteFrame(Utf8JsonWriter json, LiveFrame frame)
    {
        var cells = frame.Cells!;
        json.WriteStartObject();
        json.WriteNumber("band", frame.Band);
        json.WriteNumber("time", frame.Seconds!.Value);
        WriteNumbers(json, "flux", cells, cell => cell.Flux);
        WriteNumbers(json, "error", cells, cell => cell.Error);
        if (Array.Exists(cells, cell => cell.Flags != 0)) WriteNumbers(json, "flags", cells, cell => (int)cell.Flags);
        json.WriteEndObject();
    }

    static void WriteRejected(Utf8JsonWriter json, LiveFrame frame)
    {
        json.WriteStartObject();
        json.WriteNumber("band", frame.Band);
        WriteFinite(json, "time", frame.Seconds ?? double.NaN);
        json.WriteString("file", frame.File);
        json.WriteString("kind", frame.Kind);
        json.WriteString("reason", frame.Reason);
        json.WriteEndObject();
    }

    static void WriteNumbers(Utf8JsonWriter json, string name, CurveCell[] cells, Func<CurveCell, float> value)
    {
        json.WriteStartArray(name);
        foreach (var cell in cells)
        {
            if (value(cell) is var number && float.IsFinite(number)) json.WriteNumberValue(number);
            else json.WriteNullValue();
        }
        json.WriteEndArray();
    }

    static void WriteFinite(Utf8JsonWriter json, string name, double number)
    {
        if (double.IsFinite(number)) json.WriteNumber(name, number);
    }

    static void WriteBase64<T>(Utf8JsonWriter json, string name, T[] numbers)
        where T : struct => json.WriteBase64String(name, MemoryMarshal.AsBytes(numbers.AsSpan()));
}
