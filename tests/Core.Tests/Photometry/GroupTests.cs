using Nocturne.Core.Imaging;
using Nocturne.Core.Photometry;
using Nocturne.Core.Photometry.Psf;
using Nocturne.Core.Quality;

namespace Nocturne.Core.Tests.Photometry;

public sealed class GroupTests
{
    [Fact]
    public void Groups_are_numbered_by_first_appearance_and_link_through_others()
    {
        double[] x = [0, 100, 4, 8, double.NaN, 103], y = [0, 0, 0, 0, 0, 0];
        Assert.Equal([1, 2, 1, 1, -1, 2], SourceGroups.Link(x, y, 4));
        Assert.Equal([1, 2, 3, 4, -1, 5], SourceGroups.Link(x, y, 2.9));
    }

    [Fact]
    public void Linking_agrees_with_trying_every_pair()
    {
        var random = new Random(31);
        for (var trial = 0; trial < 30; trial++)
        {
            var n = random.Next(1, 120);
            double[] x = [.. Enumerable.Range(0, n).Select(_ => 100 * random.NextDouble())],
                y = [.. Enumerable.Range(0, n).Select(_ => 100 * random.NextDouble())];
            double[] reach = [.. Enumerable.Range(0, n).Select(_ => 6 * random.NextDouble())];
            var groups = SourceGroups.Link(x, y, reach, 1);
            int[] numbers = [.. Enumerable.Range(0, n)];
            bool Linked(int i, int j) => Math.Sqrt(((x[i] - x[j]) * (x[i] - x[j])) + ((y[i] - y[j]) * (y[i] - y[j]))) <= reach[i] + reach[j];
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j < i; j++)
                {
                    if (!Linked(i, j)) continue;
                    var (keep, drop) = (Math.Min(numbers[i], numbers[j]), Math.Max(numbers[i], numbers[j]));
                    numbers = [.. numbers.Select(number => number == drop ? keep : number)];
                }
            }

            int[] order = [.. numbers.Distinct()];
            Assert.Equal(numbers.Select(number => Array.IndexOf(order, number) + 1), groups);
            Assert.Equal(order.Length, SourceGroups.Members(groups).Length);
        }
    }

    [Fact]
    public void A_group_of_many_hundred_stars_is_solved_without_noise_to_the_truth_and_flagged()
    {
        // 24 × 24 stars, each touching its neighbours: more than a dense matrix is made for.
        const int Columns = 24, Spacing = 7, Side = (Columns * Spacing) + 20;
        var light = new double[Side * Side];
        SourcePosition[] sources = [.. Enumerable.Range(0, Columns * Columns).Select(i =>
            new SourcePosition(13.3 + (i % Columns * Spacing), 12.6 + (i / Columns * Spacing)))];
        for (var i = 0; i < sources.Length; i++) SyntheticStars.Add(light, Side, Side, sources[i].X, sources[i].Y, 1000 + i);
        var input = new MeasureInput(new Image(Side, Side, [.. light.Select(value =>
            (float)value)]))
        { Background = new ConstantField(0), ErrorMap = new ConstantField(5) };

        var rows = SourcePhotometry.Measure(input, sources, new MeasureOptions
        {
            Method = MeasureMethod.Optimal,
            ApertureRadius = 1.5,
            Fwhm = FwhmMap.Constant(3),
            GroupRadius = 7.5
        }).Sources;

        Assert.All(rows, row => Assert.Equal(Columns * Columns, row.GroupSize));
        Assert.All(rows, row => Assert.Equal(1000 + row.Index, row.Flux, 0.05));
        Assert.All(rows, row => Assert.True(row.Flags.HasFlag(QualityFlag.GroupTooLarge)));
        Assert.InRange(rows.Max(row => row.FluxError) / rows.Min(row => row.FluxError), 1, 1.2);
    }

    [Theory]
    [InlineData(MeasureRecipe.Nocturne)]
    [InlineData(MeasureRecipe.StdpipeSep)]
    public void A_psf_group_above_the_limit_moves_in_turn_to_nearly_the_same_place(MeasureRecipe recipe)
    {
        var light = new double[120 * 40];
        SourcePosition[] sources = [.. Enumerable.Range(0, 14).Select(i => new SourcePosition(15 + (6.3 * i), 20 + (i % 3)))];
        foreach (var source in sources) SyntheticStars.Add(light, 120, 40, source.X + 0.2, source.Y - 0.1, 20000);
        var input = new MeasureInput(SyntheticStars.Observe(light, 120, 40, 0, new Random(32)))
        {
            Background = new ConstantField(0),
            ErrorMap = new ConstantField(SyntheticStars.SkyRms)
        };
        var options = new MeasureOptions { Recipe = recipe, Method = MeasureMethod.Psf, Psf = SyntheticStars.Model(), GroupRadius = 8 };

        var together = SourcePhotometry.Measure(input, sources, options).Sources;
        var inTurn = SourcePhotometry.Measure(input, sources, options with { LargestPsfGroup = 5 }).Sources;

        for (var i = 0; i < sources.Length; i++)
        {
            Assert.Equal(14, inTurn[i].GroupSize);
            Assert.True(inTurn[i].Flags.HasFlag(QualityFlag.GroupTooLarge));
            Assert.Equal(together[i].PsfX, inTurn[i].PsfX, 0.05);
            Assert.Equal(together[i].Flux, inTurn[i].Flux, 0.02 * together[i].Flux);
        }
    }

    [Fact]
    public void Stars_in_one_place_are_flagged_and_do_not_stop_the_others()
    {
        var light = new double[60 * 60];
        SyntheticStars.Add(light, 60, 60, 30, 30, 9000);
        var input = new MeasureInput(SyntheticStars.Observe(light, 60, 60, 0, new Random(33)))
        {
            Background = new ConstantField(0),
            ErrorMap = new ConstantField(SyntheticStars.SkyRms)
        };
        var rows = SourcePhotometry.Measure(input, [new(30, 30), new(30, 30)],
            new MeasureOptions { Method = MeasureMethod.Optimal, ApertureRadius = 1.5, Fwhm = FwhmMap.Constant(3) }).Sources;
        Assert.All(rows, row => Assert.True(row.Flags.HasFlag(QualityFlag.PoorFit)));
        Assert.All(rows, row => Assert.InRange(row.Flux, 8500, 9500));
    }
}
