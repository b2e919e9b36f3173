using Nocturne.Core.Quality;

namespace Nocturne.Core.Photometry.Psf;

/// <summary>Fits the PSF to sources that share pixels, in flux and position together; no flux is negative.</summary>
public static class PsfGroupFit
{
    internal const double SmallestStep = 1e-3;

    /// <param name="profile">The PSF.</param>
    /// <param name="box">Pixels of counts and weights.</param>
    /// <param name="counts">Counts above the sky [ADU].</param>
    /// <param name="weights">1 ÷ variance [1/ADU²]; zero means: do not use.</param>
    /// <param name="x">First positions [pixels].</param>
    /// <param name="y">First positions [pixels].</param>
    /// <param name="settings">How to go.</param>
    /// <param name="largest">
    /// Most sources whose positions are fitted together; more are moved in turn, each with those in its halo, and flagged.
    /// </param>
    /// <param name="halo">Radius of that halo in half sides of the stamp, or in fit radii when there is one.</param>
    public static PsfFitResult[] Fit(
        IProfile profile, PixelBox box, ReadOnlySpan<double> counts, ReadOnlySpan<double> weights, ReadOnlySpan<double> x,
        ReadOnlySpan<double> y, in PsfFitSettings settings, int largest, double halo = 2)
    {
        var group = new PsfGroup(profile, box, counts, weights, x, y, settings);
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
                iterations = group.StepInTurn(Math.Min(4, settings.MaxIterations), largest, halo);
            }

            group.SolveFluxes();
        }

        return group.Results(iterations, flags);
    }

    /// <summary>Replaces the variances of the fluxes by those of a solution in which the positions are free as well.</summary>
    /// <param name="profile">The PSF.</param>
    /// <param name="box">Pixels of the weights.</param>
    /// <param name="weights">1 ÷ variance [1/ADU²]; zero means: do not use.</param>
    /// <param name="fits">The fits.</param>
    /// <param name="largest">Most sources that are treated together; more keep their variances.</param>
    public static PsfFitResult[] WithPositionErrors(
        IProfile profile, PixelBox box, ReadOnlySpan<double> weights, PsfFitResult[] fits, int largest)
    {
        if (fits.Length > largest) return fits;
        var group = new PsfGroup(profile, box, weights, weights, [.. fits.Select(fit => fit.X)], [.. fits.Select(fit => fit.Y)], default);
        var (matrix, _) = group.FullMatrix();
        var n = 3 * fits.Length;
        if (!SymmetricSolver.Factor(matrix, n)) return fits;
        var inverse = new double[n];
        SymmetricSolver.InverseDiagonal(matrix, n, inverse);
        return [.. fits.Select((fit, i) => fit with { FluxVariance = inverse[3 * i] })];
    }
}
