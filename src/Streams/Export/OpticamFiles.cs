using System.Text.Json;
using Nocturne.Core.Alignment;
using Nocturne.Core.Catalogs;
using Nocturne.Streams.Night;
using Nocturne.Streams.Store;

namespace Nocturne.Streams.Export;

/// <summary>The night in the files, folders, names and columns of opticam, so that notebooks made for it go on working.</summary>
/// <remarks>
/// <c>lcs/(label)/(band)_source_(n).csv</c>, <c>cat/(band)_catalog.ecsv</c>, <c>cat/transforms.json</c>, <c>diag/(band)_background.csv</c>, <c>diag/(band)_dark_current.csv</c>, <c>diag/(band)_systematics.csv</c>, <c>diag/unaligned_files.txt</c>,
/// <c>misc/psf_params.json</c>, <c>misc/reduction_parameters.json</c>. Rows that are not numbers are left out, as there. The times are the middles of the exposures, where opticam 0.5
/// wrote their starts; those can be had as well. Orientations are in degrees.
/// </remarks>
public sealed class OpticamFiles(NightReader night, string folder, OpticamNames names, bool startTimes)
{
    static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Bands whose letter is the name of one camera only, as opticam has it.</summary>
    readonly ILookup<string, BandKey> filters = night.Bands.ToLookup(band => Letter(band.Filter));

    /// <summary>Writes everything.</summary>
    /// <exception cref="StoreException">The disk is full or refuses.</exception>
    public void Write()
    {
        foreach (var curve in night.LightCurves())
            foreach (var (name, columns) in NamesOf(curve.Band, curve.Photometer)) WriteCurve(curve, Path.Combine(folder, "lcs", PortableName.Of(curve.Photometer), $"{name}_source_{curve.Source}.csv"), columns);

        var transforms = new SortedDictionary<string, double[][]>(StringComparer.Ordinal);
        var unaligned = new List<string>();
        var shapes = new SortedDictionary<string, object>(StringComparer.Ordinal);
        foreach (var band in night.Bands)
        {
            var catalogue = night.LoadCatalogue(band);
            foreach (var name in NamesOf(band, "").Select(pair => pair.Name))
            {
                if (catalogue is not null)
                {
                    WriteCatalogue(catalogue, Path.Combine(folder, "cat", $"{name}_catalog.ecsv"));
                    shapes[name] = Shape(catalogue);
                }

                WriteBackground(band, Path.Combine(folder, "diag", $"{name}_background.csv"));
                WriteDarkCurrent(band, Path.Combine(folder, "diag", $"{name}_dark_current.csv"));
                WriteSystematics(band, Path.Combine(folder, "diag", $"{name}_systematics.csv"));
            }

            foreach (var frame in night.Frames(band))
            {
                if (frame.Transform is { } map && frame.State == FrameState.Measured) transforms[frame.File] = Matrix(map);
                else unaligned.Add(frame.File);
            }
        }

        WriteJson(transforms, "cat", "transforms.json");
        WriteJson(shapes, "misc", "psf_params.json");
        WriteJson(new { program = $"Nocturne {night.Info.ProgramVersion}", settings_digest = night.Info.SettingsDigest, settings = night.Info.SettingsText.Split('\n') }, "misc", "reduction_parameters.json");
        TextFile.Write(Path.Combine(folder, "diag", "unaligned_files.txt"), unaligned);
    }

    /// <summary>Whether a photometer has a background of its own: only then opticam's files have its columns.</summary>
    static bool HasLocalBackground(string photometer) => photometer.EndsWith("_annulus", StringComparison.Ordinal) || photometer.Contains("_local", StringComparison.Ordinal);

    static string Letter(string filter) => filter.TrimEnd('\'', 'p').ToLowerInvariant() is { Length: > 0 } letter ? letter : filter;

    IEnumerable<(string Name, string[] Columns)> NamesOf(BandKey band, string photometer)
    {
        var local = HasLocalBackground(photometer);
        if (names != OpticamNames.Phoptic)
        {
            // Two cameras with the same filter would write the same file.
            var letter = Letter(band.Filter);
            var name = filters[letter].Count() > 1 ? PortableName.Of(band) : PortableName.Of(letter);
            yield return ($"{name}-band", local ? ["background", "background_err"] : []);
        }

        if (names != OpticamNames.Version05)
            yield return ($"{PortableName.Of(band.Camera)}{(OperatingSystem.IsWindows() ? '-' : ':')}{PortableName.Of(band.Filter)}", local ? ["bkg", "bkg_err"] : []);
    }

    void WriteCurve(LightCurveKey curve, string path, string[] backgrounds) => AtomicFile.Write(path, file =>
    {
        using var text = new DelimitedText(file);
        var points = night.LightCurve(curve);
        var isBarycentric = night.LightCurve(curve).FirstOrDefault()?.BmjdTdbMid is not null;
        text.Row([isBarycentric ? "BMJD" : "MJD", "flux", "flux_err", .. backgrounds]);
        foreach (var point in points)
        {
            var row = point.Measurement;
            var time = !isBarycentric ? point.MidUtc?.ToDouble() : startTimes ? point.BmjdTdbStart : point.BmjdTdbMid;
            if (!double.IsFinite(row.Flux) || time is null) continue;
            text.Field(time).Field(row.Flux).Field(row.FluxError);
            if (backgrounds.Length > 0) text.Field(row.Background).Field(row.BackgroundError);
            text.EndRow();
        }
    });

    double? Time(FrameRecord frame) => (startTimes ? frame.BmjdTdbStart : frame.BmjdTdbMid) ?? frame.MidUtc?.ToDouble();

    void WriteBackground(BandKey band, string path) => AtomicFile.Write(path, file =>
    {
        using var text = new DelimitedText(file);
        text.Row("BMJD", "median", "rms");
        foreach (var frame in night.Frames(band).Where(frame => frame.BackgroundLevel is not null))
            text.Field(Time(frame)).Field(frame.BackgroundLevel).Field(frame.BackgroundRms).EndRow();
    });

    /// <summary>What the header's dark current comes to in each exposure [electrons per pixel].</summary>
    void WriteDarkCurrent(BandKey band, string path) => AtomicFile.Write(path, file =>
    {
        using var text = new DelimitedText(file);
        text.Row("BMJD", "dark_current");
        foreach (var (frame, current) in night.DarkCurrents(band).Where(frame => frame.DarkCurrent is not null))
            text.Field(Time(frame)).Field(current * frame.ExposureSeconds).EndRow();
    });

    /// <summary>The table that phoptic has. Twinkling is not in it: how much there is depends on the telescope, which a night does not know.</summary>
    void WriteSystematics(BandKey band, string path) => AtomicFile.Write(path, file =>
    {
        using var text = new DelimitedText(file);
        text.Row("BMJD", "bkg_median", "bkg_rms", "FWHM", "airmass");
        foreach (var frame in night.Frames(band).Where(frame => frame.State == FrameState.Measured))
            text.Field(Time(frame)).Field(frame.BackgroundLevel).Field(frame.BackgroundRms).Field(frame.Fwhm).Field(frame.Airmass).EndRow();
    });

    static void WriteCatalogue(SourceCatalogue catalogue, string path)
    {
        RowColumn<CatalogueSource>[] columns =
        [
            new RowColumn<CatalogueSource>.Whole("label", "Number of the source, from 1.", star => star.Number),
            new RowColumn<CatalogueSource>.Number("xcentroid", "pix", "Position in the reference frame.", star => star.X),
            new RowColumn<CatalogueSource>.Number("ycentroid", "pix", "Position in the reference frame.", star => star.Y),
            new RowColumn<CatalogueSource>.Number("semimajor_sigma", "pix", "Second moment along the major axis.", star => star.SemiMajorSigma),
            new RowColumn<CatalogueSource>.Number("semiminor_sigma", "pix", "Second moment along the minor axis.", star => star.SemiMinorSigma),
            new RowColumn<CatalogueSource>.Number("orientation", "deg", "Angle of the major axis from +x towards +y.", star => double.RadiansToDegrees(star.Orientation)),
            new RowColumn<CatalogueSource>.Number("segment_flux", null, "Counts in the source's segment of the stack; opticam's is a sum of frames.", star => star.Flux * catalogue.StackedFrames),
        ];
        RowTables.Write(path, columns, catalogue.Sources, "CATALOG", []);
    }

    /// <summary>The keys of opticam's file; arcseconds only where the scale of the pixels is known.</summary>
    static SortedDictionary<string, double> Shape(SourceCatalogue catalogue)
    {
        var shape = new SortedDictionary<string, double>(StringComparer.Ordinal)
        {
            ["semimajor_sigma_pix"] = catalogue.PsfSemiMajorSigma,
            ["semiminor_sigma_pix"] = catalogue.PsfSemiMinorSigma,
            ["orientation"] = double.RadiansToDegrees(catalogue.PsfOrientation),
        };
        if (catalogue.PixelScale is not { } scale) return shape;
        shape["semimajor_sigma_arcsec"] = scale * catalogue.PsfSemiMajorSigma;
        shape["semiminor_sigma_arcsec"] = scale * catalogue.PsfSemiMinorSigma;
        return shape;
    }

    static double[][] Matrix(PlaneTransform map) => [[map.Xx, map.Xy, map.X0], [map.Yx, map.Yy, map.Y0], [0, 0, 1]];

    void WriteJson(object content, params string[] path) =>
        TextFile.Write(Path.Combine([folder, .. path]), [JsonSerializer.Serialize(content, Indented).Replace("\r\n", "\n", StringComparison.Ordinal)]);
}
