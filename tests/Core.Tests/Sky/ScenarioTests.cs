using Nocturne.Conformance.Sky;

namespace Nocturne.Core.Tests.Sky;

/// <summary>Random nights with flips, jumps, gaps, saturation, swapped filters, windows, rotation, drift and cloud: no row is of a wrong star.</summary>
public sealed class ScenarioTests
{
    [Fact]
    public void In_two_hundred_random_nights_no_row_is_of_a_wrong_star_and_the_field_is_found_again_within_three_good_frames()
    {
        var results = ScenarioBattery.Run(first: 1, count: 200).ToArray();
        Assert.All(results, result => Assert.True(result.Passed, result.ToString()));
    }
}
