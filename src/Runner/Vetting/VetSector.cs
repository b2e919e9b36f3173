using System.Globalization;
using Nocturne.Core.Fits;
using Nocturne.Core.Vetting;

namespace Nocturne.Runner.Vetting;

/// <summary>One target pixel file and what the checks are to look at in it.</summary>
/// <param name="Path">The file, as it was given.</param>
/// <param name="File">What it holds; null if it cannot be read.</param>
/// <param name="Input">For the checks; without pixels if the file cannot be read.</param>
/// <param name="Failure">Why it cannot be read.</param>
sealed record VetSector(string Path, TargetPixelFile? File, VettingInput Input, string? Failure = null)
{
    /// <summary>What the sector is called in the results.</summary>
    public string Key { get; init; } = "";

    /// <summary>Reads a file.</summary>
    /// <exception cref="CommandException">The request does not fit the file.</exception>
    public static VetSector Read(string path, VetRequest request)
    {
        if (!System.IO.File.Exists(path)) return Failed("there is no such file.");
        try
        {
            var file = TargetPixelReader.Read(path);
            var neighbours = request.Neighbours.Select(neighbour => neighbour.In(file)).OfType<NeighbourStar>().ToArray();
            var input = VettingInput.From(file, request.Ephemeris, request.PolicyFor(file.Mission), neighbours);
            var scene = input.Scene with { Target = request.Target ?? input.Scene.Target, PsfSigma = request.PsfSigma };
            return new(path, file, input with { Scene = scene, Pixels = WithAperture(input.Pixels!, file, scene, request.Aperture) });
        }
        catch (FitsException fault)
        {
            return new(path, null, new() { Ephemeris = request.Ephemeris }, fault.Message);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return Failed(fault.Message);
        }

        VetSector Failed(string reason) => new(path, null, new() { Ephemeris = request.Ephemeris }, $"{path}: {reason}");
    }

    /// <summary>Names sectors by their numbers, and where two have the same, by their files too.</summary>
    public static VetSector[] Named(IReadOnlyList<VetSector> sectors)
    {
        var numbers = sectors.Select(sector => sector.File?.Segment?.ToString(CultureInfo.InvariantCulture) ?? System.IO.Path.GetFileName(sector.Path)).ToArray();
        var names = Distinguished(numbers, i => $"{numbers[i]} ({System.IO.Path.GetFileName(sectors[i].Path)})");
        var keys = Distinguished(names, i => $"{numbers[i]} ({sectors[i].Path})");
        return [.. sectors.Select((sector, i) => sector with { Key = keys[i] })];
    }

    /// <summary>The radius that an aperture is given by [pixels]; null if it is not.</summary>
    public static double? Radius(string aperture) => double.TryParse(aperture, CultureInfo.InvariantCulture, out var radius) ? radius : null;

    static string[] Distinguished(string[] keys, Func<int, string> longer) => [.. keys.Select((name, i) => keys.Count(other => other == name) > 1 ? longer(i) : name)];

    static TargetPixels WithAperture(TargetPixels pixels, TargetPixelFile file, StampScene scene, string aperture)
    {
        if (aperture == "optimal") return pixels;
        if (aperture == "collected") return pixels.WithAperture(file.PixelsWithBit(TargetPixelFile.Collected));
        var (radius, centre) = (Radius(aperture)!.Value, scene.TargetIn(pixels));
        return pixels.WithAperture([.. Enumerable.Range(0, pixels.PixelCount).Select(pixel => centre.DistanceTo(pixel / pixels.Columns, pixel % pixels.Columns) <= radius)]);
    }
}
