using Nocturne.Core.Background;
using Nocturne.Core.Photometry.Psf;
using Nocturne.Core.Quality;

namespace Nocturne.Core.Photometry;

/// <summary>
/// Aperture fluxes in crowded fields: the light that a model of all sources puts into an aperture is taken off, that of the source itself
/// is not.
/// </summary>
/// <remarks>Only stamps that reach an aperture are looked at; there is no model image.</remarks>
public static class DeblendedAperture
{
    /// <param name="input">The frame; without a background its sky must be zero.</param>
    /// <param name="sources">All detections.</param>
    /// <param name="options">How to measure.</param>
    /// <returns>The targets in their order.</returns>
    /// <exception cref="ArgumentException">An option, a size or a target does not fit; the sentence says which and what to do.</exception>
    public static IReadOnlyList<DeblendedFlux> Measure(MeasureInput input, IReadOnlyList<DeblendedSource> sources, DeblendOptions options)
    {
        options.Validate();
        var targets = options.Targets ?? [.. Enumerable.Range(0, sources.Count)];
        foreach (var target in targets)
        {
            if ((uint)target >= (uint)sources.Count)
                throw new ArgumentException($"Target {target} is not one of the {sources.Count} sources, which are counted from 0.");
        }

        if (options.PropagateNeighbourErrors && sources.Count > 0 && sources.All(source => double.IsNaN(source.PsfFluxError)))
            throw new ArgumentException(
                "The neighbours' errors need the errors of the PSF fluxes: give them, or switch the neighbours' errors off (--no-neighbour-errors).");
        var work = new Work(input, sources, options);
        var results = new DeblendedFlux[targets.Count];
        foreach (var place in Enumerable.Range(0, targets.Count).OrderBy(i => sources[targets[i]].Y)) results[place] = work.Measure(targets[place]);
        return results;
    }

    sealed class Work
    {
        readonly MeasureInput input;
        readonly IReadOnlyList<DeblendedSource> sources;
        readonly DeblendOptions options;
        readonly PsfProfile profile;
        readonly double[] ratios;
        readonly double radius;
        readonly bool ours;
        readonly IPixelField? noise;
        readonly int[] byY;
        readonly double[] sortedY;
        readonly Dictionary<int, Stamp> stamps = [];
        int forgotten;

        public Work(MeasureInput input, IReadOnlyList<DeblendedSource> sources, DeblendOptions options)
        {
            this.input = input;
            this.sources = sources;
            this.options = options;
            ours = options.Recipe == MeasureRecipe.Nocturne;
            profile = new PsfProfile(options.Psf, ours ? PsfSampling.ByModel : PsfSampling.Stdpipe);
            ratios = RatioField.Evaluate(sources, options);
            radius = options.ApertureRadius * (options.Fwhm ?? 1);
            byY = [.. Enumerable.Range(0, sources.Count).Where(i => double.IsFinite(sources[i].X + sources[i].Y)).OrderBy(i => sources[i].Y)];
            sortedY = [.. byY.Select(i => sources[i].Y)];
            noise = input.ErrorMap;

            // An error that holds the neighbours alone would be zero for a star without any.
            if (noise is null && ours)
            {
                var box = new BackgroundOptions { BoxWidth = options.BackgroundMesh, BoxHeight = options.BackgroundMesh };
                noise = BackgroundMeshField.Rms(BackgroundEstimation.Estimate(input.Image.View, input.Mask, box));
            }
        }

        PhotometryFrame Frame => new(input.Image.View)
        {
            Mask = input.Mask,
            Background = input.Background,
            Rms = noise,
            Noise = new NoiseModel { Gain = ours && input.ErrorMap is null ? options.Gain : 0 },
            SinglePrecision = !ours,
        };

        double Total(int i) => sources[i].SeedFlux * ratios[i];

        public DeblendedFlux Measure(int target)
        {
            var source = sources[target];
            var total = Total(target);
            if (!double.IsFinite(source.X + source.Y))
                return Finish(
                    target, double.NaN, double.NaN, QualityFlag.NoPositionOrBackground, double.NaN, double.NaN, total, double.NaN, double.NaN);
            Forget(source.Y - profile.Height - radius - 2);
            var frame = Frame;
            frame.Validate();
            var circle = Aperture.Circle(source.X, source.Y, radius);
            ApertureSum raw;
            if (ours)
            {
                using var pixels = frame.Window(circle.Box);
                raw = AperturePhotometry.Sum(pixels, circle, OverlapMethod.Exact).MaskedCorrected();
            }
            else
            {
                raw = SepAperture.Sum(frame, circle, options.Gain, SepAperture.Cells);
            }

            var near = Near(source.Y, (0.5 * profile.Height) + radius + 2);
            var self = ours ? Overlap(target, circle) : EnclosedFraction.Measure(profile, source.X, source.Y, radius, options.OverlapSubpixel);
            double model = 0, variance = 0;
            if (ours)
            {
                foreach (var j in near)
                {
                    if (!(Total(j) > 0) || !Reaches(j, circle)) continue;
                    model += Total(j) * Overlap(j, circle);
                }
            }
            else
            {
                model = SumOfModel(frame, circle, near);
            }

            if (options.PropagateNeighbourErrors) variance = NeighbourVariance(target, circle, near);
            var flux = total > 0 && double.IsFinite(total) ? raw.Flux - model + (total * self) : double.NaN;
            var flags = raw.Flags & (
                QualityFlag.CutByEdge | QualityFlag.HasMaskedPixels | QualityFlag.AllMasked | QualityFlag.MaskedCorrected | QualityFlag.OutsideImage | QualityFlag.NoUsablePixels | QualityFlag.Saturated);
            if (!(total > 0)) flags |= QualityFlag.NonPositiveSum;
            return Finish(target, flux, Math.Sqrt(raw.Variance + variance), flags, raw.Flux, model, total, self, Math.Sqrt(variance));
        }

        DeblendedFlux Finish(
            int target, double flux, double error, QualityFlag flags, double raw, double model, double total, double self, double neighbours)
        {
            const QualityFlag Spoilt = QualityFlag.CutByEdge | QualityFlag.HasMaskedPixels | QualityFlag.AllMasked;
            var bad = !double.IsFinite(flux + error) || flux <= 0 || (flags & Spoilt) != 0;
            if (bad) flags |= options.BadFlag;
            var (magnitude, magnitudeError) = bad ? (double.NaN, double.NaN) : Magnitude.Of(flux, error);
            if (!double.IsFinite(magnitude)) flags |= QualityFlag.NoMagnitude;
            return new DeblendedFlux(
                target, sources[target].X, sources[target].Y, flux, error, magnitude, magnitudeError, flags, raw, model, total,
                ratios[target], self, neighbours);
        }

        /// <summary>Sources whose rows are so near.</summary>
        ReadOnlySpan<int> Near(double y, double reach)
        {
            var start = LowerBound(y - reach);
            return byY.AsSpan(start, LowerBound(Math.BitIncrement(y + reach)) - start);
        }

        int LowerBound(double y)
        {
            var place = Array.BinarySearch(sortedY, y);
            if (place < 0) return ~place;
            while (place > 0 && sortedY[place - 1] >= y) place--;
            return place;
        }

        Stamp StampOf(int i)
        {
            if (!stamps.TryGetValue(i, out var stamp)) stamps[i] = stamp = Stamp.At(profile, sources[i].X, sources[i].Y);
            return stamp;
        }

        /// <summary>Targets come from low rows to high ones: stamps below are not needed again.</summary>
        void Forget(double y)
        {
            while (forgotten < byY.Length && sortedY[forgotten] < y) stamps.Remove(byY[forgotten++]);
        }

        bool Reaches(int i, in Aperture circle) =>
            Math.Abs(sources[i].X - circle.X) <= (0.5 * profile.Width) + radius + 2 && !StampOf(i).Box.Common(circle.Box).IsEmpty;

        /// <summary>Share of a source's light in an aperture.</summary>
        double Overlap(int i, in Aperture circle) => StampOf(i).ShareIn(circle, new PixelBox(0, 0, input.Image.Width, input.Image.Height));

        /// <summary>The sum that SEP makes of an image of the model.</summary>
        double SumOfModel(in PhotometryFrame frame, in Aperture circle, ReadOnlySpan<int> near)
        {
            var box = circle.Box.Within(frame.Image.Width, frame.Image.Height);
            if (box.IsEmpty) return double.NaN;
            var model = new double[box.Width * box.Height];
            foreach (var j in near)
            {
                if (Total(j) > 0 && double.IsFinite(Total(j)) && Reaches(j, circle)) StampOf(j).AddTo(box, model, Total(j));
            }

            var shares = new double[box.Width];
            double sum = 0;
            for (var y = 0; y < box.Height; y++)
            {
                ApertureOverlap.Row(circle, SepAperture.Cells, box.X, box.Y + y, shares);
                for (var x = 0; x < shares.Length; x++) sum += shares[x] * (float)model[(y * box.Width) + x];
            }

            return sum;
        }

        double NeighbourVariance(int target, in Aperture circle, ReadOnlySpan<int> near)
        {
            var reach = (0.5 * options.Psf.Width * options.Psf.Sampling) + radius;
            double sum = 0;
            foreach (var j in near)
            {
                if (j == target) continue;
                double dx = sources[j].X - circle.X, dy = sources[j].Y - circle.Y;
                if ((dx * dx) + (dy * dy) > reach * reach) continue;
                var error = Math.Abs(sources[j].PsfFluxError) * Math.Abs(ratios[j] * sources[j].SeedFlux / sources[j].PsfFlux);
                if (!double.IsFinite(error) || !(Total(j) > 0)) continue;
                var stamp = StampOf(j);
                var share = ours
                    ? Overlap(j, circle)
                    : EnclosedFraction.Measure(
                        stamp.Values, stamp.Box.Width, circle.X - stamp.Box.X, circle.Y - stamp.Box.Y, radius, options.OverlapSubpixel);
                sum += error * share * error * share;
            }

            return sum;
        }
    }
}
