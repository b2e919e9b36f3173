using Nocturne.Core.Imaging;
using Nocturne.Core.Simulation;
using Nocturne.Core.Vetting;
using Xunit.Abstractions;

namespace Nocturne.Core.Tests.Vetting;

/// <summary>Simulated nights with clouds, seeing and jitter: is it the star that dims, or its neighbour 3 px away?</summary>
public class EclipsingNeighbourTests(ITestOutputHelper output)
{
    const int Nights = 200;
    const int Frames = 60;
    const int Side = 13;

    static readonly SimulatedStar Target = new(1, 9.3, 9.6, 20_000);
    static readonly SimulatedStar Neighbour = new(2, 12.0, 10.9, 10_000);
    static readonly SimulatedStar Comparison = new(3, 27.2, 9.1, 60_000);
    static readonly TransitEphemeris Dip = new(1, 2000 + (Frames / 2 / 1440.0), 14 / 60.0);

    [Fact]
    public void An_eclipsing_neighbour_is_told_from_a_dip_of_the_star_in_95_percent_of_the_nights()
    {
        var (beside, onTarget, told, toldByName) = (0, 0, 0, 0);
        foreach (var (eclipse, dip) in EachNight(seed => (Vet(seed, new(2, Frames / 2, 14, 0.3, 4)), Vet(seed, new(1, Frames / 2, 14, 0.05, 4)))))
        {
            var (isBeside, isOnTarget) = (eclipse.Trend == "grows", dip.Trend is "flat" or "shrinks");
            if (isBeside) beside++;
            if (isOnTarget) onTarget++;
            if (isBeside && isOnTarget) told++;
            if (eclipse.PreferredHost?.Name == "neighbour" && dip.PreferredHost?.Name == "target") toldByName++;
        }

        output.WriteLine($"of {Nights} nights: eclipse beside the target seen in {beside}, dip of the target in {onTarget}, both in {told}; hosts named rightly in both in {toldByName}");
        Assert.True(told >= 0.95 * Nights, $"told apart in {told} of {Nights} nights");
        Assert.True(toldByName >= 0.95 * Nights, $"named rightly in {toldByName} of {Nights} nights");
    }

    [Fact]
    public void Constant_stars_hardly_ever_raise_an_alarm()
    {
        var (dips, alarms) = (0, 0);
        foreach (var numbers in EachNight(seed => Vet(seed, null)))
        {
            if (numbers.Trend != "no_dip") dips++;
            if (numbers.Trend == "grows") alarms++;
        }

        output.WriteLine($"of {Nights} nights of a constant star: {dips} show a dip, {alarms} one that grows with the radius");
        Assert.True(dips <= 0.02 * Nights, $"{dips} dips");
        Assert.True(alarms <= 0.01 * Nights, $"{alarms} alarms");
    }

    static T[] EachNight<T>(Func<ulong, T> night)
    {
        var results = new T[Nights];
        Parallel.For(0, Nights, i => results[i] = night((ulong)i + 1));
        return results;
    }

    static RefinedApertureNumbers Vet(ulong seed, EclipseVariability? eclipse)
    {
        var simulator = new NightSimulator(new()
        {
            Seed = seed,
            Width = 36,
            Height = 20,
            Frames = Frames,
            CadenceSeconds = 60,
            Bands = [SimulatedBand.Opticam("g")],
            Stars = new() { Given = [Target, Neighbour, Comparison] },
            Variables = eclipse is null ? [] : [eclipse],
            Psf = new() { Sigma = 1.3, SeeingScatter = 0.03 },
            Motion = new() { Jitter = 0.3 },
            Transparency = new() { CloudDepth = 0.2, Scatter = 0.01 },
        });
        var series = new StampSeries("target", Side, Side);
        var scales = new double[Frames];
        var image = new Image(36, 20);
        for (var i = 0; i < Frames; i++)
        {
            var truth = simulator.Truth(0, i);
            simulator.Expose(truth, image);
            var (target, comparison) = (truth.Sources[0], truth.Sources[2]);
            var window = StampWindow.Around(target.X, target.Y, Side);
            var place = window.PlaceOf(target.X, target.Y);
            series.Add(new(i, 2000 + (i / 1440.0), window.Cut(image.View))
            {
                ColumnOffset = (float)(place.Column - (Side / 2)),
                RowOffset = (float)(place.Row - (Side / 2)),
            });
            scales[i] = Brightness(image, comparison.X, comparison.Y) / Comparison.Flux;
        }

        var scene = new StampScene
        {
            Target = new(Side / 2, Side / 2),
            Neighbours = [new("neighbour", new((Side / 2) + Neighbour.Y - Target.Y, (Side / 2) + Neighbour.X - Target.X))],
        };
        return RefinedAperture.Measure(series.ToPixels(number => scales[number]), Dip, scene, new() { Draws = 250 }, out _)!;
    }

    /// <summary>The comparison star over a sky that is known to be even.</summary>
    static double Brightness(Image image, double x, double y)
    {
        const double Radius = 5;
        double star = 0, sky = 0;
        var (inside, outside) = (0, 0);
        for (var row = 0; row < image.Height; row++)
        {
            for (var column = 19; column < image.Width; column++)
            {
                var near = double.Hypot(column - x, row - y) <= Radius;
                if (near) (star, inside) = (star + image.Pixels[(row * image.Width) + column], inside + 1);
                else if (double.Hypot(column - x, row - y) > 7) (sky, outside) = (sky + image.Pixels[(row * image.Width) + column], outside + 1);
            }
        }

        return star - (inside * sky / outside);
    }
}
