using Nocturne.Core.Quality;

namespace Nocturne.Core.Photometry.Psf;

/// <summary>The pixels round one star of a PSF, without its neighbours, and where its centre is believed to be.</summary>
sealed class PsfCutout
{
    readonly PixelBox box;
    readonly double[] raw;
    readonly double[] weights;
    readonly PsfStar first;
    readonly PsfStar[] neighbours;

    PsfCutout(PixelBox box, double[] counts, double[] weights, PsfStar first, PsfStar[] neighbours)
    {
        this.box = box;
        raw = counts;
        Counts = (double[])counts.Clone();
        this.weights = weights;
        this.first = first;
        this.neighbours = neighbours;
        (X, Y, Flux) = (first.X, first.Y, first.Flux);
    }

    /// <summary>Counts without the neighbours, row by row [ADU].</summary>
    public double[] Counts { get; }

    public int Side => box.Width;

    public double X { get; private set; }

    public double Y { get; private set; }

    /// <summary>Fitted flux [ADU]; NaN when the fit failed.</summary>
    public double Flux { get; private set; }

    /// <summary>The star's centre among the pixels of the cut-out.</summary>
    public (double X, double Y) Place => (X - box.X, Y - box.Y);

    /// <summary>How far the star moved from its first position [pixels].</summary>
    public double Drift => Math.Sqrt(((X - first.X) * (X - first.X)) + ((Y - first.Y) * (Y - first.Y)));

    /// <summary>
    /// Cuts a star out; nothing when it stands at the edge, holds no light, or has bad or saturated pixels within two widths.
    /// </summary>
    public static PsfCutout? Read(in PhotometryFrame frame, PsfStar star, IReadOnlyList<PsfStar> others, int side, double fwhm)
    {
        if (!double.IsFinite(star.X + star.Y) || !(star.Flux > 0)) return null;
        var box = new PixelBox(PixelBox.PixelAt(star.X) - (side / 2), PixelBox.PixelAt(star.Y) - (side / 2), side, side);
        if (!box.IsWithin(frame.Image.Width, frame.Image.Height)) return null;
        using var window = frame.Window(box);
        var weights = new double[window.Counts.Length];
        for (var p = 0; p < weights.Length; p++)
        {
            double dx = box.X + (p % side) - star.X, dy = box.Y + (p / side) - star.Y;
            var bad = (window.State[p] & (PixelState.Bad | PixelState.Saturated)) != 0;
            if (bad && (dx * dx) + (dy * dy) < 4 * fwhm * fwhm) return null;
            weights[p] = bad ? 0 : window.Variance[p] > 0 ? 1 / window.Variance[p] : 1;
        }

        bool Beside(PsfStar other)
        {
            double dx = Math.Abs(other.X - star.X), dy = Math.Abs(other.Y - star.Y);
            return other.Flux > 0 && dx < side && dy < side && (dx * dx) + (dy * dy) > 1;
        }

        return new PsfCutout(box, window.Counts.ToArray(), weights, star, [.. others.Where(Beside)]);
    }

    /// <summary>Takes the neighbours off with the PSF of the round before, and puts it in the place of bad pixels.</summary>
    public void Clean(IProfile profile)
    {
        raw.CopyTo(Counts, 0);
        foreach (var other in neighbours) Stamp.At(profile, other.X, other.Y).AddTo(box, Counts, -other.Flux);
        if (!weights.Contains(0)) return;
        var own = new double[Counts.Length];
        Stamp.At(profile, X, Y).AddTo(box, own, Flux);
        for (var p = 0; p < own.Length; p++)
        {
            if (weights[p] == 0) Counts[p] = own[p];
        }
    }

    /// <summary>Fits position and flux with the PSF of the round before.</summary>
    public void Centre(IProfile profile)
    {
        var own = new PixelBox(
            PixelBox.PixelAt(first.X, halfUp: true) - (profile.Width / 2),
            PixelBox.PixelAt(first.Y, halfUp: true) - (profile.Height / 2), profile.Width, profile.Height);
        var counts = new double[own.Width * own.Height];
        var inside = new double[counts.Length];
        for (var i = 0; i < counts.Length; i++)
        {
            int x = own.X + (i % own.Width) - box.X, y = own.Y + (i / own.Width) - box.Y;
            if (x < 0 || y < 0 || x >= box.Width || y >= box.Height) continue;
            counts[i] = Counts[(y * box.Width) + x];
            inside[i] = weights[(y * box.Width) + x];
        }

        var fit = PsfFit.Single(profile, own, counts, inside, X, Y, new PsfFitSettings(20, 0, 0));
        if ((fit.Flags & QualityFlag.PoorFit) == 0 && double.IsFinite(fit.X + fit.Y)) (X, Y, Flux) = (fit.X, fit.Y, fit.Flux);
        else Flux = double.NaN;
    }
}
