using Nocturne.Runner.Hocon;

namespace Nocturne.Runner.Tests.Settings;

public sealed class SpellingTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("box", "box", 0)]
    [InlineData("bocks", "box", 3)]
    [InlineData("treshold", "threshold", 1)]
    [InlineData("ab", "ba", 1)]
    [InlineData("kitten", "sitting", 3)]
    public void Distance_counts_edits(string first, string second, int distance)
    {
        Assert.Equal(distance, Spelling.Distance(first, second));
        Assert.Equal(distance, Spelling.Distance(second, first));
    }

    [Fact]
    public void A_word_that_resembles_nothing_has_no_neighbour()
    {
        Assert.Null(Spelling.Nearest("xyz", ["box", "level"]));
        Assert.Null(Spelling.Nearest("anything", []));
        Assert.Equal("level", Spelling.Nearest("leval", ["box", "level"]));
    }

    [Theory]
    [InlineData("Box", "box")]
    [InlineData("MinArea", "min-area")]
    [InlineData("MaxScaleChange", "max-scale-change")]
    public void Properties_become_keys_with_hyphens(string property, string key) => Assert.Equal(key, HoconKeys.FromName(property));
}
