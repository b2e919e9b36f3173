using Nocturne.Core.Quality;

namespace Nocturne.Core.Photometry.Psf;

/// <summary>Fits the PSF to sources that share pixels, in flux and position together; no flux is negative.</summary>
public static class PsfGroupFit
{
    const double SmallestStep = 1e-3;

    /// <param name="profile">The PSF.</param>
    /// <param name="box">Pixels of counts and weights.</param>
    /// <param name="counts">Counts above the sky [ADU].</param>
    /// <param name="weights">1 ÷ variance [1/ADU²]; zero means: do not use.</param>
    /// <param name="x">First positions [pixels].</param>
    /// <param name="y">First positions [pixels].</param>
    /// <param name="settings">How to go.</param>
    /// <param name="largest">Most sources whose positions are fitted together; more are moved one by one with the others fixed, and flagged.</param>
    public static PsfFitResult[] Fit(
        IProfile profile, PixelBox box, ReadOnlySpan<double> counts, ReadOnlySpan<double> weights, ReadOnlySpan<double> x, ReadOnlySpan<double> y, in PsfFitSettings settings, int largest)
    {
        var group = new Group(profile, box, counts, weights, x, y, settings);
        var iterations = 0;
        var flags = QualityFlag.Good;
        group.SolveFluxes();
        if (settings.MaxIterations > 0)
        {
            if (x.Length <= largest)
            {
                while (iterations < settings.MaxIterations)
                {
                    iterations++;
                    flags = QualityFlag.NotConverged;
                    if (!group.StepTogether(out var step)) break;
                    if (step >= SmallestStep) continue;
                    flags = QualityFlag.Good;
                    break;
                }
            }
            else
            {
                flags = QualityFlag.GroupTooLarge;
                iterations = group.StepOneByOne(Math.Min(4, settings.MaxIterations));
            }

            group.SolveFluxes();
        }

        return group.Results(iterations, flags);
    }

    /// <summary>The state of a fit.</summary>
    ref struct Group
    {
        readonly IProfile profile;
        readonly PixelBox box;
        readonly ReadOnlySpan<double> counts;
        readonly ReadOnlySpan<double> weights;
        readonly PsfFitSettings settings;
        readonly double[] startX;
        readonly double[] startY;
        readonly double[] positionX;
        readonly double[] positionY;
        readonly double[] flux;
        readonly double[] variance;
        readonly Stamp[] stamps;

        public Group(
            IProfile profile, PixelBox box, ReadOnlySpan<double> counts, ReadOnlySpan<double> weights, ReadOnlySpan<double> x, ReadOnlySpan<double> y, in PsfFitSettings settings)
        {
            this.profile = profile;
            this.box = box;
            this.counts = counts;
            this.weights = weights;
            this.settings = settings;
            startX = x.ToArray();
            startY = y.ToArray();
            positionX = x.ToArray();
            positionY = y.ToArray();
            flux = new double[x.Length];
            variance = new double[x.Length];
            stamps = new Stamp[x.Length];
            for (var i = 0; i < x.Length; i++)
            {
                stamps[i] = Stamp.Around(profile, (int)Math.Floor(x[i] + 0.5), (int)Math.Floor(y[i] + 0.5));
                Refill(i);
            }
        }

        /// <summary>Fills a stamp round the pixel where its source is now.</summary>
        readonly void Refill(int i) => stamps[i] = Stamp.At(profile, positionX[i], positionY[i], halfUp: true);

        /// <summary>Fluxes at fixed positions, none negative.</summary>
        public readonly void SolveFluxes()
        {
            Stamp[] cut = [.. stamps];
            for (var i = 0; i < cut.Length; i++) cut[i] = Cut(i, stamps[i].Values);
            _ = NormalEquations.Build(box, counts, weights, cut).SolveNonNegative(flux, variance);
        }

        /// <summary>The values of a stamp inside the fit radius.</summary>
        readonly Stamp Cut(int i, double[] values)
        {
            var at = stamps[i].Box;
            if (!(settings.Radius > 0)) return new Stamp(at, values);
            var kept = new double[values.Length];
            for (var k = 0; k < kept.Length; k++)
            {
                double dx = at.X + (k % at.Width) - positionX[i], dy = at.Y + (k / at.Width) - positionY[i];
                if ((dx * dx) + (dy * dy) <= settings.Radius * settings.Radius) kept[k] = values[k];
            }

            return new Stamp(at, kept);
        }

        /// <summary>Differences of a stamp along a direction, nothing outside it.</summary>
        readonly Stamp Slope(int i, int stepX, int stepY)
        {
            var at = stamps[i].Box;
            var source = stamps[i].Values;
            var slope = new double[source.Length];
            for (var k = 0; k < slope.Length; k++)
            {
                int cx = k % at.Width, cy = k / at.Width;
                double Value(int px, int py) => px >= 0 && py >= 0 && px < at.Width && py < at.Height ? source[(py * at.Width) + px] : 0;
                slope[k] = 0.5 * (Value(cx + stepX, cy + stepY) - Value(cx - stepX, cy - stepY));
            }

            return Cut(i, slope);
        }

        /// <summary>One step of all fluxes and positions; positions go half of the way.</summary>
        public readonly bool StepTogether(out double largest)
        {
            largest = 0;
            var n = flux.Length;
            var columns = new Stamp[3 * n];
            for (var i = 0; i < n; i++)
            {
                columns[3 * i] = Cut(i, stamps[i].Values);
                columns[(3 * i) + 1] = Slope(i, 1, 0);
                columns[(3 * i) + 2] = Slope(i, 0, 1);
            }

            var (matrix, right) = NormalEquations.Build(box, counts, weights, columns).ToDense();
            if (settings.Damping > 0)
            {
                for (var i = 0; i < n; i++)
                {
                    if (!(flux[i] > 0)) continue;
                    var lambda = settings.Damping * settings.Damping / (flux[i] * flux[i]);
                    for (var axis = 1; axis <= 2; axis++)
                    {
                        var place = (3 * i) + axis;
                        matrix[(place * 3 * n) + place] += lambda;
                        right[place] += lambda * flux[i] * (axis == 1 ? positionX[i] - startX[i] : positionY[i] - startY[i]);
                    }
                }
            }

            if (!SymmetricSolver.Factor(matrix, 3 * n)) return false;
            SymmetricSolver.SubstituteFactor(matrix, 3 * n, right);
            for (var i = 0; i < n; i++)
            {
                flux[i] = Math.Max(0, right[3 * i]);
                if (flux[i] > 0) largest = Math.Max(largest, Move(i, -0.5 * right[(3 * i) + 1] / flux[i], -0.5 * right[(3 * i) + 2] / flux[i]));
            }

            return true;
        }

        /// <summary>Moves a source unless that takes it out of its stamp, and gives the length of the step.</summary>
        readonly double Move(int i, double stepX, double stepY)
        {
            double x = positionX[i] + stepX, y = positionY[i] + stepY;
            var at = stamps[i].Box;
            if (!(Math.Abs(x - at.X - (at.Width / 2)) <= at.Width / 2) || !(Math.Abs(y - at.Y - (at.Height / 2)) <= at.Height / 2)) return 0;
            (positionX[i], positionY[i]) = (x, y);
            Refill(i);
            return Math.Sqrt((stepX * stepX) + (stepY * stepY));
        }

        /// <summary>Moves the sources in turn, each with the light of the others taken off.</summary>
        public readonly int StepOneByOne(int steps)
        {
            var model = Model();
            var taken = 0;
            for (var i = 0; i < flux.Length; i++)
            {
                stamps[i].AddTo(box, model, -flux[i]);
                var at = stamps[i].Box;
                var own = new double[stamps[i].Values.Length];
                var share = new double[own.Length];
                for (var k = 0; k < own.Length; k++)
                {
                    int px = at.X + (k % at.Width), py = at.Y + (k / at.Width);
                    if (box.Common(new PixelBox(px, py, 1, 1)).IsEmpty) continue;
                    var p = ((py - box.Y) * box.Width) + px - box.X;
                    double dx = px - startX[i], dy = py - startY[i];
                    own[k] = counts[p] - model[p];
                    share[k] = settings.Radius > 0 && (dx * dx) + (dy * dy) > settings.Radius * settings.Radius ? 0 : weights[p];
                }

                var fit = PsfFit.Single(profile, at, own, share, startX[i], startY[i], settings with { MaxIterations = steps });
                taken = Math.Max(taken, fit.Iterations);
                if (fit.Flux > 0) (flux[i], positionX[i], positionY[i]) = (fit.Flux, fit.X, fit.Y);
                Refill(i);
                stamps[i].AddTo(box, model, flux[i]);
            }

            return taken;
        }

        readonly double[] Model()
        {
            var model = new double[counts.Length];
            for (var i = 0; i < flux.Length; i++) stamps[i].AddTo(box, model, flux[i]);
            return model;
        }

        public readonly PsfFitResult[] Results(int iterations, QualityFlag flags)
        {
            var model = new double[counts.Length];
            for (var i = 0; i < flux.Length; i++) Cut(i, stamps[i].Values).AddTo(box, model, flux[i]);
            var results = new PsfFitResult[flux.Length];
            for (var i = 0; i < results.Length; i++)
            {
                double squares = 0;
                var pixels = 0;
                var common = stamps[i].Box.Common(box);
                for (var py = common.Y; py < common.Bottom; py++)
                {
                    for (var px = common.X; px < common.Right; px++)
                    {
                        var p = ((py - box.Y) * box.Width) + px - box.X;
                        double dx = px - positionX[i], dy = py - positionY[i];
                        if (weights[p] == 0 || (settings.Radius > 0 && (dx * dx) + (dy * dy) > settings.Radius * settings.Radius)) continue;
                        squares += weights[p] * (counts[p] - model[p]) * (counts[p] - model[p]);
                        pixels++;
                    }
                }

                var own = flags | (flux[i] > 0 ? 0 : QualityFlag.NegativeFluxClamped) | (pixels > 0 ? 0 : QualityFlag.NoUsablePixels);
                var chi = settings.MaxIterations > 0 && pixels > 3 ? squares / (pixels - 3) : double.NaN;
                results[i] = new PsfFitResult(flux[i], variance[i], positionX[i], positionY[i], chi, iterations, pixels, own);
            }

            return results;
        }
    }
}
