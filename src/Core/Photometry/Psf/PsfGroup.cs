using Nocturne.Core.Quality;

namespace Nocturne.Core.Photometry.Psf;

/// <summary>The state of a fit of <see cref="PsfGroupFit"/>: positions, fluxes and stamps of the sources.</summary>
ref struct PsfGroup
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

    public PsfGroup(
        IProfile profile, PixelBox box, ReadOnlySpan<double> counts, ReadOnlySpan<double> weights, ReadOnlySpan<double> x,
        ReadOnlySpan<double> y, in PsfFitSettings settings)
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
            stamps[i] = Stamp.Around(profile, PixelBox.PixelAt(x[i], halfUp: true), PixelBox.PixelAt(y[i], halfUp: true));
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

    /// <summary>Normal equations of flux, −flux dx, −flux dy of every source.</summary>
    public readonly (double[] Matrix, double[] Right) FullMatrix()
    {
        var columns = new Stamp[3 * flux.Length];
        for (var i = 0; i < flux.Length; i++)
        {
            columns[3 * i] = Cut(i, stamps[i].Values);
            columns[(3 * i) + 1] = Slope(i, 1, 0);
            columns[(3 * i) + 2] = Slope(i, 0, 1);
        }

        return NormalEquations.Build(box, counts, weights, columns).ToDense();
    }

    /// <summary>One step of all fluxes and positions; positions go half of the way.</summary>
    public readonly bool StepTogether(out double largest)
    {
        largest = 0;
        var n = flux.Length;
        var (matrix, right) = FullMatrix();
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
        if (!(Math.Abs(x - at.X - (at.Width / 2)) <= at.Width / 2) || !(Math.Abs(y - at.Y - (at.Height / 2)) <= at.Height / 2))
            return 0;
        (positionX[i], positionY[i]) = (x, y);
        Refill(i);
        return Math.Sqrt((stepX * stepX) + (stepY * stepY));
    }

    /// <summary>
    /// Moves the sources in turn: each is fitted together with those in its halo, with the light of all others taken off.
    /// </summary>
    public readonly int StepInTurn(int steps, int largest, double halo)
    {
        var reach = halo * (settings.Radius > 0 ? settings.Radius : 0.5 * Math.Max(profile.Width, profile.Height));
        var model = Model();
        for (var i = 0; i < flux.Length; i++)
        {
            int[] near = [i, .. Nearest(i, reach, Math.Max(1, largest) - 1)];
            foreach (var j in near) stamps[j].AddTo(box, model, -flux[j]);
            var (part, rest, share) = Around(near, model);
            var local = new PsfGroup(profile, part, rest, share, [.. near.Select(Taker(startX))], [.. near.Select(Taker(startY))], settings);
            local.Continue([.. near.Select(Taker(positionX))], [.. near.Select(Taker(positionY))], [.. near.Select(Taker(flux))]);
            for (var step = 0; step < steps && local.StepTogether(out var moved) && moved >= PsfGroupFit.SmallestStep; step++)
            {
            }

            (flux[i], positionX[i], positionY[i]) = (local.flux[0], local.positionX[0], local.positionY[0]);
            Refill(i);
            foreach (var j in near) stamps[j].AddTo(box, model, flux[j]);
        }

        return steps;
    }

    /// <summary>The pixels round some of the sources, less a model.</summary>
    readonly (PixelBox Part, double[] Counts, double[] Weights) Around(int[] near, double[] model)
    {
        // A source may move by a pixel or two on its way.
        const int Margin = 3;
        var part = stamps[near[0]].Box;
        foreach (var j in near) part = part.Union(stamps[j].Box);
        part = new PixelBox(part.X - Margin, part.Y - Margin, part.Width + (2 * Margin), part.Height + (2 * Margin)).Common(box);
        double[] rest = new double[part.Width * part.Height], share = new double[rest.Length];
        for (var y = 0; y < part.Height; y++)
        {
            var start = ((part.Y + y - box.Y) * box.Width) + part.X - box.X;
            for (var x = 0; x < part.Width; x++)
            {
                rest[(y * part.Width) + x] = counts[start + x] - model[start + x];
                share[(y * part.Width) + x] = weights[start + x];
            }
        }

        return (part, rest, share);
    }

    static Func<int, double> Taker(double[] values) => k => values[k];

    /// <summary>Takes over where a larger fit stands.</summary>
    readonly void Continue(double[] x, double[] y, double[] fluxes)
    {
        for (var i = 0; i < x.Length; i++)
        {
            (positionX[i], positionY[i], flux[i]) = (x[i], y[i], fluxes[i]);
            Refill(i);
        }
    }

    readonly int[] Nearest(int i, double reach, int most)
    {
        double[] x = positionX, y = positionY;
        double Squared(int j) => ((x[j] - x[i]) * (x[j] - x[i])) + ((y[j] - y[i]) * (y[j] - y[i]));
        return [.. Enumerable.Range(0, x.Length).Where(j => j != i && Squared(j) <= reach * reach).OrderBy(Squared).Take(most)];
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
