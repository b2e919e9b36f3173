using Nocturne.Core.Simulation;

namespace Nocturne.Core.Tests.Simulation;

public class RandomStreamTests
{
    const int Draws = 200_000;

    [Fact]
    public void A_stream_is_the_same_for_ever()
    {
        var random = new RandomStream(42, RandomPurpose.Pixels, 7, 3);
        Assert.Equal(new ulong[] { 9414418994509478919, 16439228449422743827, 500083154583864870 }, new[] { random.NextBits(), random.NextBits(), random.NextBits() });
    }

    [Fact]
    public void Streams_that_differ_in_one_part_of_the_key_are_uncorrelated()
    {
        var reference = Uniforms(new(1, RandomPurpose.Pixels, 10, 20));
        RandomStream[] others =
            [new(2, RandomPurpose.Pixels, 10, 20), new(1, RandomPurpose.Jitter, 10, 20), new(1, RandomPurpose.Pixels, 11, 20), new(1, RandomPurpose.Pixels, 10, 21)];
        foreach (var other in others) Assert.InRange(Correlation(reference, Uniforms(other)), -5 / Math.Sqrt(Draws), 5 / Math.Sqrt(Draws));

        static double[] Uniforms(RandomStream random) => [.. Enumerable.Range(0, Draws).Select(_ => random.NextUniform())];
    }

    [Fact]
    public void Whole_numbers_below_a_bound_are_equally_frequent()
    {
        var random = new RandomStream(3, RandomPurpose.Stars);
        var counts = new int[7];
        for (var i = 0; i < Draws; i++) counts[random.NextBelow(7)]++;
        Assert.All(counts, count => Assert.InRange(count, (Draws / 7.0) - (5 * Math.Sqrt(Draws / 7.0)), (Draws / 7.0) + (5 * Math.Sqrt(Draws / 7.0))));
    }

    [Fact]
    public void Normal_numbers_have_the_moments_and_tails_of_a_normal_distribution()
    {
        var random = new RandomStream(5, RandomPurpose.Pixels);
        var x = Enumerable.Range(0, 5 * Draws).Select(_ => random.NextNormal()).ToArray();
        Assert.Equal(0, x.Average(), 5 / Math.Sqrt(x.Length));
        Assert.Equal(1, x.Average(v => v * v), 5 * Math.Sqrt(2.0 / x.Length));
        Assert.Equal(0, x.Average(v => v * v * v), 5 * Math.Sqrt(15.0 / x.Length));
        Assert.Equal(3, x.Average(v => v * v * v * v), 5 * Math.Sqrt(96.0 / x.Length));
        foreach (var (limit, share) in new[] { (0.5, 0.6170751), (1, 0.3173105), (2, 0.0455003), (3, 0.0026998), (3.5, 0.000465258), (4, 0.0000633425) })
        {
            var expected = share * x.Length;
            Assert.InRange(x.Count(v => Math.Abs(v) > limit), expected - (5 * Math.Sqrt(expected)), expected + (5 * Math.Sqrt(expected)));
        }
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(1.0)]
    [InlineData(9.99)]
    [InlineData(10.01)]
    [InlineData(31.7)]
    [InlineData(250.5)]
    [InlineData(64000)]
    [InlineData(3e7)]
    public void Poisson_numbers_have_mean_variance_and_skewness_of_a_poisson_distribution(double mean)
    {
        var poisson = new PoissonSampler(new(8, RandomPurpose.Pixels, 0, (long)(mean * 100)));
        var x = Enumerable.Range(0, Draws).Select(_ => poisson.Next(mean)).ToArray();
        var fourth = mean * (1 + (3 * mean));
        var sixth = mean * (1 + (25 * mean) + (15 * mean * mean));
        Assert.Equal(mean, x.Average(), 5 * Math.Sqrt(mean / Draws));
        Assert.Equal(mean, x.Average(v => Math.Pow(v - mean, 2)), 5 * Math.Sqrt((fourth - (mean * mean)) / Draws));
        Assert.Equal(mean, x.Average(v => Math.Pow(v - mean, 3)), 5 * Math.Sqrt((sixth - (mean * mean)) / Draws));
    }

    [Theory]
    [InlineData(2.5)]
    [InlineData(12.3)]
    [InlineData(60)]
    public void Poisson_numbers_follow_the_distribution_value_by_value(double mean)
    {
        var poisson = new PoissonSampler(new(9, RandomPurpose.Pixels, 0, (long)mean));
        var counts = new int[200];
        for (var i = 0; i < Draws; i++) counts[(int)poisson.Next(mean)]++;
        double chiSquare = 0, probability = Math.Exp(-mean);
        var bins = 0;
        for (var k = 0; k < counts.Length; k++)
        {
            var expected = probability * Draws;
            if (expected > 20)
            {
                chiSquare += Math.Pow(counts[k] - expected, 2) / expected;
                bins++;
            }

            probability *= mean / (k + 1);
        }

        Assert.InRange(chiSquare, 0, bins + (5 * Math.Sqrt(2.0 * bins)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    [InlineData(double.NaN)]
    public void Nothing_expected_gives_nothing(double mean) => Assert.Equal(0, new PoissonSampler(new(1, RandomPurpose.Pixels)).Next(mean));

    static double Correlation(double[] left, double[] right)
    {
        var (meanLeft, meanRight) = (left.Average(), right.Average());
        double both = 0, squareLeft = 0, squareRight = 0;
        for (var i = 0; i < left.Length; i++)
        {
            both += (left[i] - meanLeft) * (right[i] - meanRight);
            squareLeft += Math.Pow(left[i] - meanLeft, 2);
            squareRight += Math.Pow(right[i] - meanRight, 2);
        }

        return both / Math.Sqrt(squareLeft * squareRight);
    }
}
