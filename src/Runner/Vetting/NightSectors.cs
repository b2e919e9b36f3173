using Nocturne.Core.Catalogs;
using Nocturne.Core.Vetting;
using Nocturne.Streams.Night;
using Nocturne.Streams.Store;

namespace Nocturne.Runner.Vetting;

/// <summary>One star of a reduced night, or of one that is running, as sectors: one for each band that kept its pixels.</summary>
/// <remarks>Pixels are divided by what the other stars show of clouds and airmass. Everything is read in the order of the exposures, so that neither a restart nor the order of arrival shows.</remarks>
sealed class NightSectors(string folder, int source, VetRequest request)
{
    /// <summary>Stars that are compared with at most, the brightest.</summary>
    const int LargestComparison = 20;

    /// <summary>BTJD of the modified Julian date 0.</summary>
    const double BtjdOfMjdZero = 2_400_000.5 - TransitEphemeris.BtjdZero;

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
    /// <exception cref="CommandException">There is no night, or no pixels of the star.</exception>
    public IReadOnlyList<VetSector> Read(IReadOnlyList<string> bands)
    {
        using var night = Open(folder);
        var running = IsRunning();
        var sectors = night.Bands.Where(band => bands.Count == 0 || bands.Contains(band.ToString())).Select(band => Read(night, band, running)).OfType<VetSector>().ToArray();
        if (sectors.Length > 0) return sectors;
        throw new CommandException(
            ExitCode.UnusableInput, $"{folder}: no pixels of star {source} were kept{(bands.Count > 0 ? " in these bands" : "")}; reduce the night with '--set stamps.sources=[{source}]'.");
    }

    VetSector? Read(NightReader night, BandKey band, bool running)
    {
        var stamps = night.Stamps(band, source).ToArray();
        if (stamps.Length == 0 || night.LoadCatalogue(band) is not { } catalogue) return null;
        var side = stamps[0].Stamp.Side;
        var curves = night.LightCurves().Where(curve => curve.Band == band).ToArray();
        var photometer = curves.FirstOrDefault(curve => curve.Photometer.StartsWith("forced_", StringComparison.Ordinal))?.Photometer ?? curves[0].Photometer;
        var flags = night.LightCurve(new(band, photometer, source)).ToDictionary(point => point.Frame, point => (int)point.Measurement.Flags);
        var neighbours = Neighbours(night, band, catalogue, side);
        var comparison = new TransparencyCurve(night, band, photometer, catalogue.Sources
            .Where(star => star.Number != source && !neighbours.Any(neighbour => neighbour.Name == NameOf(star.Number)))
            .OrderByDescending(star => star.Flux).Take(LargestComparison).Select(star => star.Number));
        if (comparison.Stars == 0) remarks.Add($"{band}: there is no star to compare with, so that clouds stay in the pixels.");
        if (Array.Exists(stamps, stamp => stamp.BmjdTdbMid is null)) remarks.Add($"{band}: the night has no barycentric times; the epoch is taken as UTC at the telescope.");

        var series = new StampSeries(NameOf(source), side, side);
        for (var i = 0; i < stamps.Length; i++)
        {
            var (frame, mid, barycentric, stamp) = stamps[i];
            var window = StampWindow.Around(stamp.X, stamp.Y, side);
            var place = window.PlaceOf(stamp.X, stamp.Y);
            var time = barycentric ?? (mid is { } utc ? utc.Day + utc.Fraction : double.NaN);
            series.Add(new(i, time + BtjdOfMjdZero, stamp.Pixels)
            {
                Quality = flags.GetValueOrDefault(frame),
                ColumnOffset = (float)(place.Column - (side / 2)),
                RowOffset = (float)(place.Row - (side / 2)),
            });
        }

        if (!running) series.Complete();
        var centre = new StampPlace(side / 2, side / 2);
        var sigma = Math.Sqrt(catalogue.PsfSemiMajorSigma * catalogue.PsfSemiMinorSigma);
        var radius = VetSector.Radius(request.Aperture) ?? Math.Max(1.5, 1.5 * sigma);
        bool[] aperture = [.. Enumerable.Range(0, side * side).Select(pixel => centre.DistanceTo(pixel / side, pixel % side) <= radius)];
        var file = series.ToFile(aperture, comparison.Stars == 0 ? null : number => comparison.At(stamps[number].Frame)) with { IsBackgroundSubtracted = true, Name = $"{folder} {band}" };
        var input = VettingInput.From(file, request.Ephemeris, request.PolicyFor(file.Mission), neighbours);
        return new(file.Name, file, input with { Scene = input.Scene with { Target = request.Target ?? centre, PsfSigma = request.PsfSigma ?? sigma }, IsProvisional = !series.IsComplete }) { Key = band.ToString() };
    }

    /// <summary>The other stars of the stamp, and those that the user named by their place in it.</summary>
    NeighbourStar[] Neighbours(NightReader night, BandKey band, SourceCatalogue catalogue, int side)
    {
        var named = request.Neighbours.Where(neighbour => neighbour.Place is not null).Select(neighbour => new NeighbourStar(neighbour.Name, neighbour.Place!.Value)).ToArray();
        var target = catalogue.Sources.FirstOrDefault(star => star.Number == source);
        var transform = night.Frames(band).Select(frame => frame.Transform).FirstOrDefault(transform => transform is not null);
        if (target is null || transform is not { } map) return named;
        var (x, y) = map.Apply(target.X, target.Y);
        return
        [
            .. named,
            .. catalogue.Sources.Where(star => star.Number != source).Select(star => (star.Number, Place: map.Apply(star.X, star.Y)))
                .Where(star => Math.Max(Math.Abs(star.Place.X - x), Math.Abs(star.Place.Y - y)) < side / 2.0)
                .Select(star => new NeighbourStar(NameOf(star.Number), new((side / 2) + star.Place.Y - y, (side / 2) + star.Place.X - x))),
        ];
    }

    /// <summary>Whether someone still writes the night, so that results are provisional.</summary>
    bool IsRunning()
    {
        try
        {
            NightStore.Open(folder).Dispose();
            return false;
        }
        catch (StoreException fault) when (fault.Fault == StoreFault.InUse)
        {
            return true;
        }
        catch (StoreException)
        {
            // It can be read but not written: nobody goes on with it.
            return false;
        }
    }

    static string NameOf(int number) => $"star {number}";

    static NightReader Open(string folder) => NightStore.Exists(folder) ? NightReader.Open(folder)
        : throw new CommandException(ExitCode.UnusableInput, $"{folder}: no reduced night here; 'nocturne reduce NIGHT --out {folder}' makes one.");
}
