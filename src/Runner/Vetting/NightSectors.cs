using Nocturne.Core.Astrometry;
using Nocturne.Core.Astrometry.Wcs;
using Nocturne.Core.Catalogs;
using Nocturne.Core.Vetting;
using Nocturne.Runner.Reduction;
using Nocturne.Streams.Night;
using Nocturne.Streams.Store;

namespace Nocturne.Runner.Vetting;

/// <summary>One star of a reduced night, or of one that is running, as sectors: one for each band that kept its pixels.</summary>
/// <remarks>Pixels are divided by what the other stars show of clouds and airmass. Everything is read in the order of the exposures, so that neither a restart
/// nor the order of arrival shows. Results are final when the reduction has come to the end of the night.</remarks>
sealed class NightSectors(string folder, int source, VetRequest request)
{
    /// <summary>Stars that are compared with at most, the brightest.</summary>
    const int LargestComparison = 20;

    readonly List<string> remarks = [];

    /// <summary>What to beware of.</summary>
    public IReadOnlyList<string> Remarks => remarks;

    /// <summary>How much larger than one of 1.5 pixels the image of a star is, in the band where it is largest; at least 1.</summary>
    /// <exception cref="CommandException">There is no night.</exception>
    public static double Scale(string folder)
    {
        using var night = Open(folder);
        return night.Bands.Select(night.LoadCatalogue).OfType<SourceCatalogue>().Select(catalogue => Math.Max(catalogue.PsfSemiMajorSigma, catalogue.PsfSemiMinorSigma) / 1.5).Append(1).Max();
    }

    /// <summary>Reads the sectors.</summary>
    /// <param name="bands">Bands such as 1:g; empty for all.</param>
    /// <exception cref="CommandException">There is no night, no pixels of the star, or a neighbour's position has no pixel.</exception>
    public IReadOnlyList<VetSector> Read(IReadOnlyList<string> bands)
    {
        using var night = Open(folder);
        if (!night.IsComplete) remarks.Add($"{folder}: the reduction has not come to the end of the night; all results are provisional.");
        var sectors = night.Bands.Where(band => bands.Count == 0 || bands.Contains(band.ToString())).Select(band => Read(night, band)).OfType<VetSector>().ToArray();
        if (sectors.Length > 0) return sectors;
        throw new CommandException(
            ExitCode.UnusableInput,
            night.IsComplete
                ? $"{folder}: no pixels of star {source} were kept{(bands.Count > 0 ? " in these bands" : "")}; reduce the night with '--set stamps.sources=[{source}]'."
                : $"{folder}: there are no pixels of star {source} yet{(bands.Count > 0 ? " in these bands" : "")}; ask again later, if the night is reduced with '--set stamps.sources=[{source}]'.");
    }

    VetSector? Read(NightReader night, BandKey band)
    {
        var stored = night.Stamps(band, source).ToArray();
        if (stored.Length == 0 || night.LoadCatalogue(band) is not { } catalogue) return null;
        if (catalogue.Sources.FirstOrDefault(star => star.Number == source) is not { } target) return null;
        var stamps = new NightStamps(stored);
        var curves = night.LightCurves().Where(curve => curve.Band == band).ToArray();
        var photometer = curves.FirstOrDefault(curve => curve.Photometer.StartsWith("forced_", StringComparison.Ordinal))?.Photometer ?? curves[0].Photometer;
        var flags = night.LightCurve(new(band, photometer, source)).ToDictionary(point => point.Frame, point => point.Measurement.Flags);
        var nearby = Nearby(catalogue, target, stamps);
        var comparison = new TransparencyCurve(night, band, photometer, catalogue.Sources
            .Where(star => star.Number != source && !nearby.Any(neighbour => neighbour.Name == NameOf(star.Number)))
            .OrderByDescending(star => star.Flux).Take(LargestComparison).Select(star => star.Number));
        List<VettingNote> notes = [.. stamps.Notes];
        if (comparison.Stars == 0) notes.Add(new("no_comparison_star", "There is no star to compare with, so that clouds stay in the pixels."));
        foreach (var note in notes) remarks.Add($"{band}: {note.Sentence}");

        var centre = new StampPlace(stamps.Side / 2, stamps.Side / 2);
        var sigma = Math.Sqrt(catalogue.PsfSemiMajorSigma * catalogue.PsfSemiMinorSigma);
        var radius = VetSector.Radius(request.Aperture) ?? Math.Max(1.5, 1.5 * sigma);
        bool[] aperture = [.. Enumerable.Range(0, stamps.Side * stamps.Side).Select(pixel => centre.DistanceTo(pixel / stamps.Side, pixel % stamps.Side) <= radius)];
        var series = stamps.Series(NameOf(source), aperture, flags);
        if (night.IsComplete) series.Complete();
        var sky = StackFiles.Coordinates(folder, band) is { } coordinates ? SkyOf(coordinates, target, stamps) : null;
        var file = series.ToFile(aperture, comparison.Stars == 0 ? null : number => comparison.At(stamps.FrameOf(number))) with
        {
            IsBackgroundSubtracted = true,
            Name = $"{folder} {band}",
            Sky = sky,
            Position = sky?.Tangent,
        };

        // A star that the user names stands for the catalogue's at the same place: two of one place cannot be told apart.
        NeighbourStar[] named = [.. request.Neighbours.Select(neighbour => neighbour.In(file)).OfType<NeighbourStar>()];
        NeighbourStar[] neighbours = [.. named, .. nearby.Where(star => !named.Any(other => other.Place.DistanceTo(star.Place.Row, star.Place.Column) < Math.Max(1, sigma)))];
        var input = VettingInput.From(file, request.Ephemeris, request.PolicyFor(file.Mission), neighbours);
        return new(file.Name, file, input with
        {
            Scene = input.Scene with { Target = request.Target ?? centre, PsfSigma = request.PsfSigma ?? sigma },
            Notes = notes,
            IsProvisional = !series.IsComplete,
        })
        {
            Key = band.ToString(),
        };
    }

    /// <summary>The other stars of the catalogue in the stamp.</summary>
    NeighbourStar[] Nearby(SourceCatalogue catalogue, CatalogueSource target, NightStamps stamps) =>
        [.. catalogue.Sources.Where(star => star.Number != source)
            .Select(star => new NeighbourStar(NameOf(star.Number), stamps.PlaceOf(star.X - target.X, star.Y - target.Y)))
            .Where(star => Math.Max(Math.Abs(star.Place.Row - (stamps.Side / 2)), Math.Abs(star.Place.Column - (stamps.Side / 2))) < stamps.Side / 2.0)];

    /// <summary>The sky of the stamps: a plane that touches it at the star.</summary>
    static TangentPlane SkyOf(WorldCoordinates coordinates, CatalogueSource target, NightStamps stamps)
    {
        var tangent = coordinates.ToSky(target.X, target.Y);
        // One pixel of the stamps along each axis, as the reference frame has it.
        var back = stamps.Rest.Inverse();
        var (east, north) = Step(back.Xx, back.Yx);
        var (eastUp, northUp) = Step(back.Xy, back.Yy);
        return new(stamps.Side / 2, stamps.Side / 2, new SkyPosition(tangent.RightAscension, tangent.Declination), east, eastUp, north, northUp);

        (double East, double North) Step(double dx, double dy)
        {
            var (eastAhead, northAhead) = coordinates.ToSky(target.X + (dx / 2), target.Y + (dy / 2)).OffsetFrom(tangent);
            var (eastBehind, northBehind) = coordinates.ToSky(target.X - (dx / 2), target.Y - (dy / 2)).OffsetFrom(tangent);
            return (double.RadiansToDegrees(eastAhead - eastBehind), double.RadiansToDegrees(northAhead - northBehind));
        }
    }

    static string NameOf(int number) => $"star {number}";

    static NightReader Open(string folder) => NightStore.Exists(folder) ? NightReader.Open(folder)
        : throw new CommandException(ExitCode.UnusableInput, $"{folder}: no reduced night here; 'nocturne reduce NIGHT --out {folder}' makes one.");
}
