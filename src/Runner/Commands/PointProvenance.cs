using System.Globalization;
using System.Text.Json;
using Nocturne.Core.Fits;
using Nocturne.Core.Quality;
using Nocturne.Core.Vetting;
using Nocturne.Streams.Night;
using Nocturne.Streams.Store;

namespace Nocturne.Runner.Commands;

/// <summary>How one point of a light curve came about: frame, calibration, settings, program, transform, flags in sentences, and the pixels round the source.</summary>
sealed class PointProvenance
{
    /// <summary>Brightness from dark to bright.</summary>
    const string Shades = " .:-=+*#%@";

    readonly NightReader night;
    readonly FrameRecord frame;
    readonly FrameHistory history;
    readonly IReadOnlyList<SourceMeasurement> points;
    readonly int source;

    PointProvenance(NightReader night, FrameRecord frame, int source)
    {
        (this.night, this.frame, this.source) = (night, frame, source);
        history = night.History(frame.Band, frame.Id)!;
        points = night.Measurements(frame.Band, frame.Id, source);
    }

    /// <exception cref="CommandException">There is no such frame, or several.</exception>
    public static PointProvenance Of(NightReader night, string frame, int source)
    {
        var found = night.Find(frame);
        return found.Count switch
        {
            1 => new(night, found[0], source),
            0 => throw new CommandException(ExitCode.UnusableInput, $"{frame}: no such frame in this night; frames.csv lists them."),
            _ => throw new CommandException(ExitCode.UnusableInput, $"{frame}: {found.Count} frames have this name; give more of the path, or the plane as {frame}[1]."),
        };
    }

    public void Write(TextWriter output, bool json)
    {
        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(Data(), JsonText.Indented));
            return;
        }
        foreach (var (name, value) in Lines()) output.WriteLine($"{name,-14} {value}");
        if (points.Count > 0 && Cutout(points[0].X, points[0].Y) is { } pixels) WritePicture(pixels, output);
    }

    IEnumerable<(string Name, string Value)> Lines()
    {
        yield return ("frame", $"{LightCurvePoint.NameOf(frame.File, frame.Plane)} of band {frame.Band}, identity {frame.Id}");
        yield return ("state", frame.Reason is null ? Report.FrameWords.Of(frame.State) : $"{Report.FrameWords.Of(frame.State)}: {frame.Reason}");
        yield return ("level", history.Level == FrameLevel.Final ? "definitive" : "provisional: 'nocturne finalize' may change it");
        yield return ("time", Text($"middle of the exposure {frame.MidUtc} UTC, from {frame.TimeSource}; {frame.ExposureSeconds} s"));
        if (frame.BmjdTdbMid is { } barycentric) yield return ("barycentre", Text($"BMJD(TDB) {barycentric:F8}"));
        yield return ("calibration", history.Calibration switch
        {
            null => "unknown",
            [] => "none: there were no bias, dark or flat frames that fit",
            var files => string.Join(", ", files),
        });
        if (frame.Transform is { } map)
            yield return ("transform", Text($"turned {map.Rotation * 180 / Math.PI:F4} degrees, scale {map.Scale:F6}, shifted {map.X0:F3}, {map.Y0:F3} pixels; {frame.MatchedStars} stars agree to {frame.AlignmentResidual:F3} pixels"));
        yield return ("conditions", Text($"seeing {frame.Fwhm:F2} pixels, sky {frame.BackgroundLevel:F1} ± {frame.BackgroundRms:F2} ADU, airmass {frame.Airmass:F3}"));
        foreach (var point in points)
        {
            yield return (point.Photometer, Text($"flux {point.Flux:G8} ± {point.FluxError:G4} ADU at {point.X:F3}, {point.Y:F3}; {point.Area:F1} pixels; sky {point.Background:F2}"));
            foreach (var sentence in QualityFlags.Describe(point.Flags)) yield return ("", sentence);
        }
        if (points.Count == 0) yield return ("source " + source.ToString(CultureInfo.InvariantCulture), "has no rows in this frame");
        yield return ("program", $"Nocturne {history.ProgramVersion ?? "unknown"}, settings {history.SettingsDigest ?? "unknown"}");
        yield return ("seen", Text($"{history.FirstSeen:u}, taken {history.Taken:u}, written {history.Durable:u}, failures {history.Tries}"));
        if (history.StageSeconds.Count > 0) yield return ("stages", string.Join(", ", history.StageSeconds.Select(stage => Text($"{stage.Key.ToString().ToLowerInvariant()} {stage.Value * 1000:F1} ms"))));
    }

    object Data() => new
    {
        frame = frame.File,
        plane = frame.Plane,
        band = frame.Band.ToString(),
        id = frame.Id,
        state = frame.State.ToString(),
        fault = frame.Fault.ToString(),
        reason = frame.Reason,
        level = history.Level.ToString(),
        mjd_utc_mid = frame.MidUtc?.ToDouble(),
        bmjd_tdb_mid = frame.BmjdTdbMid,
        time_source = frame.TimeSource,
        transform = frame.Transform is { } map ? new[] { map.Xx, map.Xy, map.X0, map.Yx, map.Yy, map.Y0 } : null,
        matched_stars = frame.MatchedStars,
        fwhm = frame.Fwhm,
        calibration = history.Calibration,
        points = points.Select(point => new
        {
            photometer = point.Photometer,
            source = point.Source,
            flux = point.Flux,
            flux_err = point.FluxError,
            x = point.X,
            y = point.Y,
            flags = (long)point.Flags,
            sentences = QualityFlags.Describe(point.Flags),
        }),
        program = history.ProgramVersion,
        settings_digest = history.SettingsDigest,
        tries = history.Tries,
        first_seen = history.FirstSeen,
        taken = history.Taken,
        durable = history.Durable,
        stage_seconds = history.StageSeconds.ToDictionary(stage => stage.Key.ToString().ToLowerInvariant(), stage => stage.Value),
    };

    /// <summary>The raw pixels round a place; null when the file cannot be read any more.</summary>
    float[]? Cutout(double x, double y)
    {
        if (night.SourceRoot is not { } root || !double.IsFinite(x) || !double.IsFinite(y)) return null;
        try
        {
            using var file = FitsFile.Open(Path.Combine(root, frame.File));
            var image = ((FitsImageHdu)file.Hdus[history.Hdu]).ReadImage(frame.Plane);
            var (column, row) = Offset();
            return StampWindow.Around(x + column, y + row).Cut(image.View);
        }
        catch (Exception fault) when (fault is FitsException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Where the window of the band begins in the frame, which may have another.</summary>
    (int Column, int Row) Offset() =>
        history.Setup is { } own && night.LoadCatalogue(frame.Band) is { } catalogue && night.History(frame.Band, catalogue.ReferenceFrame)?.Setup is { } band
            ? FrameShape.Of(band).OffsetFrom(FrameShape.Of(own)) ?? default : default;

    static void WritePicture(float[] pixels, TextWriter output)
    {
        var finite = pixels.Where(float.IsFinite).ToArray();
        if (finite.Length == 0) return;
        var (low, high) = (finite.Min(), finite.Max());
        output.WriteLine(Text($"{"pixels",-14} raw counts from {low:G6} (blank) to {high:G6} (@)"));
        for (var row = 0; row < StampWindow.DefaultSide; row++)
        {
            var line = pixels.Skip(row * StampWindow.DefaultSide).Take(StampWindow.DefaultSide)
                .Select(pixel => float.IsFinite(pixel) ? Shades[(int)Math.Clamp((Shades.Length - 1) * (pixel - low) / Math.Max(high - low, 1e-30f), 0, Shades.Length - 1)] : '?');
            output.WriteLine($"{"",-14} {string.Join(' ', line)}");
        }
    }

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
