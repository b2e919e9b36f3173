using Nocturne.Core.Background;
using Nocturne.Core.Calibration;
using Nocturne.Core.Imaging;
using Nocturne.Core.Photometry;
using Nocturne.Core.Photometry.Photometers;
using Nocturne.Core.Photometry.Psf;
using Nocturne.Core.Quality;
using Nocturne.Streams.Night;

namespace Nocturne.Streams.Stages;

/// <summary>One visit to the pixels of a frame: each source's cut-out and sky are made once and shown to all photometers that look there.</summary>
/// <param name="pixels">Calibrated counts, sky included.</param>
/// <param name="background">The frame's background.</param>
/// <param name="noise">The noise model, with the frame's gain.</param>
/// <param name="calibration">What the calibration knows of the pixels.</param>
/// <param name="flags">What is known against everything in the frame.</param>
/// <param name="numbers">Numbers of the sources in the catalogue.</param>
readonly ref struct FrameVisit(ImageView pixels, BackgroundMesh background, NoiseModel noise, CalibrationTrace calibration, QualityFlag flags, int[] numbers)
{
    readonly PhotometryFrame raw = new(pixels) { Rms = BackgroundMeshField.Rms(background), Noise = noise, SaturationLevel = calibration.SaturationLevel, Calibration = calibration };
    readonly PhotometryFrame skyFree = new(pixels)
    {
        Background = BackgroundMeshField.Level(background),
        Rms = BackgroundMeshField.Rms(background),
        Noise = noise,
        SaturationLevel = calibration.SaturationLevel,
        Calibration = calibration,
    };

    /// <summary>Measures all sources with all photometers, one after the other in the result.</summary>
    public List<SourceMeasurement> Measure(IReadOnlyList<NightPhotometer> photometers, FramePlaces places, FramePsfOptions psfOptions)
    {
        var psf = photometers.Any(photometer => photometer.Method.NeedsPsf) && places.Forced.Length > 0 ? FramePsfFit.Measure(skyFree, places.Forced, psfOptions) : null;
        var rows = new SourceMeasurement[photometers.Count][];
        for (var i = 0; i < rows.Length; i++) rows[i] = new SourceMeasurement[numbers.Length];
        foreach (var group in Enumerable.Range(0, rows.Length).GroupBy(i => (photometers[i].Placing, photometers[i].Local)))
        {
            var (placing, sky) = group.Key;
            var there = places.Of(placing, ownSky: sky is not null);
            var locals = sky is null ? [] : Locals(sky, there);
            foreach (var i in group)
            {
                if (photometers[i].Method is IFramePhotometer together) Together(together, photometers[i].Label, there, places.Forced, locals, psf!, rows[i]);
            }

            var single = group.Where(i => photometers[i].Method is ISourcePhotometer).ToArray();
            if (single.Length > 0) OneByOne(single, photometers, there, locals, psf, rows);
        }

        return [.. rows.SelectMany(row => row)];
    }

    LocalBackground[] Locals(ILocalBackground estimator, SourcePlace[] places)
    {
        var locals = new LocalBackground[places.Length];
        for (var i = 0; i < locals.Length; i++)
        {
            var place = places[i];
            locals[i] = place.IsKnown
                ? estimator.Estimate(raw, place.X, place.Y, place.SemiMajorSigma, place.SemiMinorSigma, place.Orientation)
                : LocalBackground.None;
        }

        return locals;
    }

    void Together(IFramePhotometer photometer, string label, SourcePlace[] places, SourcePlace[] catalogue, LocalBackground[] locals, FramePsf psf, SourceMeasurement[] rows)
    {
        var results = new PhotometerResult[places.Length];
        Array.Fill(results, PhotometerResult.Missing(QualityFlag.NotDetected));
        photometer.Measure(new FrameView { Frame = locals.Length == 0 ? skyFree : raw, Places = places, Catalogue = catalogue, Locals = locals, Psf = psf }, results);
        for (var i = 0; i < rows.Length; i++) rows[i] = Row(label, i, places[i], locals.Length == 0 ? null : locals[i], results[i]);
    }

    void OneByOne(int[] single, IReadOnlyList<NightPhotometer> photometers, SourcePlace[] places, LocalBackground[] locals, FramePsf? psf, SourceMeasurement[][] rows)
    {
        for (var source = 0; source < places.Length; source++)
        {
            var place = places[source];
            LocalBackground? local = locals.Length == 0 ? null : locals[source];
            if (!place.IsKnown || local is { } sky && !double.IsFinite(sky.Level))
            {
                var why = place.IsKnown ? local!.Value.Flags | QualityFlag.NoPositionOrBackground : QualityFlag.NotDetected;
                foreach (var i in single) rows[i][source] = Row(photometers[i].Label, source, place, local, PhotometerResult.Missing(why));
                continue;
            }

            var reach = 0.0;
            foreach (var i in single) reach = Math.Max(reach, ((ISourcePhotometer)photometers[i].Method).Reach(place, psf));
            using var read = (local is null ? skyFree : raw).Window(PixelBox.Around(place.X, place.Y, reach, reach));
            using var above = local is { } level ? read.Above(level.Level, level.Scatter) : default;
            var view = new SourceView { Place = place, Pixels = local is null ? read : above, Local = local, Psf = psf };
            foreach (var i in single)
                rows[i][source] = Row(photometers[i].Label, source, place, local, ((ISourcePhotometer)photometers[i].Method).Measure(view));
        }
    }

    SourceMeasurement Row(string label, int source, SourcePlace place, LocalBackground? local, in PhotometerResult result)
    {
        var (x, y) = result.Position ?? (place.X, place.Y);
        var (level, scatter) = local is { } found ? (found.Level, found.Scatter) : place.IsKnown ? SkyAt(place) : (double.NaN, double.NaN);
        return new(label, numbers[source], x, y, result.Flux, result.FluxError, level, scatter, result.Area, result.Flags | flags);
    }

    (double Level, double Rms) SkyAt(SourcePlace place)
    {
        Span<double> value = stackalloc double[2];
        var (x, y) = (PixelBox.PixelAt(place.X), PixelBox.PixelAt(place.Y));
        skyFree.Background!.Read(x, y, value[..1]);
        skyFree.Rms!.Read(x, y, value[1..]);
        return (value[0], value[1]);
    }
}
