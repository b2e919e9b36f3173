using System.Globalization;
using Nocturne.Core.Asdf;
using Nocturne.Core.Tables;

namespace Nocturne.Core.Roman;

/// <summary>The share of a point source's light inside a circle, as a curve over the radius.</summary>
public sealed class EncircledEnergy
{
    /// <summary>Nominal side of a pixel of the Wide Field Instrument [arcsec].</summary>
    public const double WfiPixelScale = 0.11;

    readonly Curve? curve;
    readonly double? constant;

    EncircledEnergy(string source, Curve? curve, double? constant, IReadOnlyList<string> notes)
    {
        Source = source;
        this.curve = curve;
        this.constant = constant;
        Notes = notes;
    }

    /// <summary>Where it comes from, for reports.</summary>
    public string Source { get; }

    /// <summary>What was assumed, in sentences.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>Radii of the curve [pixels]; empty for a single number.</summary>
    public IReadOnlyList<double> Radii { get; private init; } = [];

    /// <summary>Shares at the radii.</summary>
    public IReadOnlyList<double> Fractions { get; private init; } = [];

    /// <summary>No correction: all light is inside.</summary>
    public static EncircledEnergy None { get; } = new("none", null, 1, []);

    /// <summary>One share for the aperture in use; above 1.5 it is taken for a percentage.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not positive, or above 150.</exception>
    public static EncircledEnergy Constant(double fraction)
    {
        if (fraction is not (> 0 and <= 150)) throw new ArgumentOutOfRangeException(nameof(fraction), fraction, "A share of light lies above 0 and up to 1, or up to 100 as a percentage.");
        return fraction > 1.5
            ? new("a given number", null, fraction / 100, [string.Create(CultureInfo.InvariantCulture, $"The encircled energy {fraction} is taken for a percentage.")])
            : new("a given number", null, fraction, []);
    }

    /// <summary>A curve of given points.</summary>
    /// <param name="source">Where the points come from.</param>
    /// <param name="radii">Increasing radii [pixels].</param>
    /// <param name="fractions">Shares, not decreasing.</param>
    /// <param name="interpolation">How to read between the points.</param>
    /// <exception cref="ScienceImageException">Radii or shares are not those of such a curve.</exception>
    public static EncircledEnergy FromPoints(string source, IReadOnlyList<double> radii, IReadOnlyList<double> fractions, CurveInterpolation interpolation = CurveInterpolation.Linear)
    {
        var notes = new List<string>();
        if (fractions.Count > 0 && fractions.Max() > 1.5)
        {
            notes.Add("The encircled energies are taken for percentages.");
            fractions = [.. fractions.Select(fraction => fraction / 100)];
        }

        for (var i = 0; i < fractions.Count; i++)
        {
            if (!(fractions[i] >= 0 && fractions[i] <= 1) || (i > 0 && fractions[i] < fractions[i - 1]))
                throw new ScienceImageException(source, $"the encircled energies do not rise from 0 to at most 1: {fractions[i].ToString(CultureInfo.InvariantCulture)} at point {i + 1}.");
        }

        try
        {
            return new(source, new(radii, fractions, interpolation), null, notes) { Radii = [.. radii], Fractions = [.. fractions] };
        }
        catch (ArgumentException error)
        {
            throw new ScienceImageException(source, $"is no curve of encircled energy. {error.Message}");
        }
    }

    /// <summary>A table with a radius column (<c>radius_pix</c>, or <c>radius_arcsec</c>, or one with a unit) and a column of shares (<c>ee</c>, <c>fraction</c>, or the last one).</summary>
    /// <param name="table">The table.</param>
    /// <param name="name">Its file, for messages.</param>
    /// <param name="pixelScale">Side of a pixel [arcsec], for radii in arcseconds.</param>
    /// <param name="interpolation">How to read between the points.</param>
    /// <exception cref="ScienceImageException">There are no such columns, or they are no such curve.</exception>
    public static EncircledEnergy FromTable(Table table, string name, double pixelScale = WfiPixelScale, CurveInterpolation interpolation = CurveInterpolation.Linear)
    {
        var numeric = table.Columns.Where(column => column.DataType is not ("string" or "object" or "bool")).ToArray();
        // Arcseconds first: the published recipe asks for the curve at the aperture's radius times the pixel scale.
        var radius = numeric.FirstOrDefault(column => IsRadius(column) && IsArcseconds(column)) ?? numeric.FirstOrDefault(IsRadius)
            ?? throw new ScienceImageException(name, "has no column of radii (radius_pix or radius_arcsec).");
        var share = numeric.FirstOrDefault(column => column.Name is "ee" or "fraction" or "encircled_energy" or "ee_fraction") ?? numeric.LastOrDefault(column => !IsRadius(column))
            ?? throw new ScienceImageException(name, "has no column of encircled energies (ee or fraction).");
        var radii = radius.ToDoubles();
        if (IsArcseconds(radius)) radii = Array.ConvertAll(radii, arcseconds => arcseconds / pixelScale);
        return FromPoints(name, radii, share.ToDoubles(), interpolation);
    }

    /// <summary>The curve of a filter in an aperture-correction reference file (APCORR).</summary>
    /// <exception cref="ScienceImageException">The file has no curve for the filter.</exception>
    /// <exception cref="AsdfException">The file is damaged.</exception>
    public static EncircledEnergy FromReference(AsdfFile file, string opticalElement, CurveInterpolation interpolation = CurveInterpolation.Linear)
    {
        var entry = file.Tree?.At("roman", "data", opticalElement);
        if (entry?.At("ee_radii") is not { } radii || entry.At("ee_fractions") is not { } fractions)
            throw new ScienceImageException(file.Name, $"has no aperture correction for {opticalElement}.");
        return FromPoints(file.Name, file.Array(radii).ToDoubles(), file.Array(fractions).ToDoubles(), interpolation);
    }

    /// <summary>Opens a curve from a file: an aperture-correction reference when it is ASDF, else a table.</summary>
    /// <exception cref="ScienceImageException">The file is no such curve.</exception>
    public static EncircledEnergy Open(string path, string opticalElement, double pixelScale = WfiPixelScale, CurveInterpolation interpolation = CurveInterpolation.Linear)
    {
        if (!path.EndsWith(".asdf", StringComparison.OrdinalIgnoreCase)) return FromTable(TableReader.Open(path), Path.GetFileName(path), pixelScale, interpolation);
        using var file = AsdfFile.Open(path);
        return FromReference(file, opticalElement, interpolation);
    }

    /// <summary>The share inside a radius [pixels].</summary>
    /// <exception cref="ScienceImageException">The radius lies outside the curve, or nothing is inside it.</exception>
    public double At(double radius)
    {
        var share = constant ?? Within(radius);
        return share > 0 ? share : throw new ScienceImageException(Source, string.Create(CultureInfo.InvariantCulture, $"the curve of encircled energy gives nothing at {radius} pixels; it goes from {curve!.First} to {curve.Last}."));
    }

    // A radius may miss the end of the curve by the rounding of a conversion from arcseconds.
    double Within(double radius)
    {
        const double Rounding = 1e-12;
        if (radius > curve!.Last && radius <= curve.Last * (1 + Rounding)) radius = curve.Last;
        return curve.At(radius);
    }

    static bool IsRadius(TableColumn column) => column.Name.StartsWith("radi", StringComparison.OrdinalIgnoreCase) || column.Name is "r" or "r_pix" or "r_arcsec";

    static bool IsArcseconds(TableColumn column) => column.Unit == "arcsec" || (column.Unit is null && column.Name.Contains("arcsec", StringComparison.OrdinalIgnoreCase));
}
