using Nocturne.Core.Astrometry.Wcs;
using Nocturne.Core.Tables;

namespace Nocturne.Core.Roman;

/// <summary>Sky positions to be measured, with what a catalogue says of them.</summary>
public sealed class SourceList
{
    static readonly string[] RightAscensionNames = ["ra", "raj2000", "_raj2000", "ra_icrs", "alpha_j2000", "right_ascension", "sc.ra", "sky_centroid.ra"];
    static readonly string[] DeclinationNames = ["dec", "dej2000", "_dej2000", "de_icrs", "delta_j2000", "declination", "sc.dec", "sky_centroid.dec"];

    readonly double[] rightAscensions;
    readonly double[] declinations;
    readonly string[]? types;
    readonly string[]? names;
    readonly double[]? fluxes;

    SourceList(double[] rightAscensions, double[] declinations, string[]? types, string[]? names, double[]? fluxes)
    {
        this.rightAscensions = rightAscensions;
        this.declinations = declinations;
        this.types = types;
        this.names = names;
        this.fluxes = fluxes;
    }

    public int Count => rightAscensions.Length;

    /// <summary>Whether the catalogue gives fluxes for the filter.</summary>
    public bool HasFluxes => fluxes is not null;

    /// <summary>Positions alone.</summary>
    public static SourceList Of(IReadOnlyList<SkyPoint> positions) =>
        new([.. positions.Select(position => position.RightAscension)], [.. positions.Select(position => position.Declination)], null, null, null);

    /// <summary>Takes the columns of a catalogue: positions [degrees]; <c>type</c> (PSF are stars, SER galaxies), and the column named like the filter [maggies] when they are there.</summary>
    /// <exception cref="TableException">There are no positions, or not in degrees.</exception>
    public static SourceList From(Table table, string opticalElement, string name)
    {
        var ra = Position(table, RightAscensionNames, "right ascension (ra)", name);
        var dec = Position(table, DeclinationNames, "declination (dec)", name);
        var type = table.Find("type") as TableColumn<string>;
        var flux = table.Find(opticalElement);
        if (flux?.DataType is "string" or "object") throw new TableException(name, $"column '{opticalElement}' holds no numbers.");
        var identity = table.Find("name") ?? table.Find("id") ?? table.Find("source_id");
        return new(ra.ToDoubles(), dec.ToDoubles(), type?.Values, identity?.ToTexts(), flux?.ToDoubles());
    }

    public SkyPoint Position(int row) => new(rightAscensions[row], declinations[row]);

    /// <summary>Whether a row is a star; without types everything is.</summary>
    public bool IsStar(int row) => types is null || types[row] is not "SER";

    /// <summary>The name of a row; empty when the catalogue has none.</summary>
    public string NameOf(int row) => names?[row] ?? "";

    /// <summary>Flux of the catalogue [maggies]; NaN when it has none.</summary>
    public double Flux(int row) => fluxes?[row] ?? double.NaN;

    static TableColumn Position(Table table, string[] names, string what, string file)
    {
        var column = names.Select(name => table.Columns.FirstOrDefault(column => string.Equals(column.Name, name, StringComparison.OrdinalIgnoreCase))).FirstOrDefault(found => found is not null)
            ?? throw new TableException(file, $"has no column of {what}; it has {string.Join(", ", table.Columns.Select(column => column.Name))}.");
        if (column.DataType is "string" or "object" or "bool") throw new TableException(file, $"column '{column.Name}' holds no numbers.");
        if (column.Unit is not (null or "" or "deg" or "degree" or "degrees")) throw new TableException(file, $"column '{column.Name}' is in {column.Unit} where degrees belong.");
        return column;
    }
}
