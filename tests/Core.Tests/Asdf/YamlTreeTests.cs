using System.Text;
using Nocturne.Core.Yaml;

namespace Nocturne.Core.Tests.Asdf;

public sealed class YamlTreeTests
{
    [Fact]
    public void An_alias_is_the_same_node_as_its_anchor()
    {
        var tree = YamlTree.Parse("a: &x {p: 1}\nb: *x")!;
        Assert.Same(tree.At("a"), tree.At("b"));
    }

    [Fact]
    public void A_bomb_of_aliases_costs_nothing_and_shows_its_weight()
    {
        var text = new StringBuilder("l0: &l0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i < 40; i++) text.Append($"l{i}: &l{i} [{string.Join(", ", Enumerable.Repeat($"*l{i - 1}", 10))}]\n");
        var tree = YamlTree.Parse(text.ToString())!;
        Assert.Equal(long.MaxValue, tree.Weight);
        Assert.Equal(42, tree.Height);
    }

    [Theory]
    [InlineData("a: &a [1, *a]", "inside its own anchor")]
    [InlineData("a: *nope", "has no anchor")]
    [InlineData("a: 1\nb: 2\na: 3", "occurs twice")]
    [InlineData("? [1, 2]\n: 3", "key that is a list")]
    [InlineData("--- 1\n--- 2", "second document")]
    public void What_cannot_be_trusted_is_refused(string text, string why) =>
        Assert.Contains(why, Assert.Throws<YamlTreeException>(() => YamlTree.Parse(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("[", 20_000)]
    [InlineData("- ", 20_000)]
    [InlineData("{a: ", 20_000)]
    public void Deep_nesting_is_refused_before_it_hurts(string opening, int depth) =>
        Assert.Throws<YamlTreeException>(() => YamlTree.Parse(string.Concat(Enumerable.Repeat(opening, depth))));

    [Fact]
    public void Depth_through_aliases_counts_as_depth()
    {
        var text = new StringBuilder("l0: &l0 [x]\n");
        for (var i = 1; i < 2000; i++) text.Append($"l{i}: &l{i} [*l{i - 1}]\n");
        Assert.Contains("deep", Assert.Throws<YamlTreeException>(() => YamlTree.Parse(text.ToString())).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.5", 1.5)]
    [InlineData("-1.5e-13", -1.5e-13)]
    [InlineData(".inf", double.PositiveInfinity)]
    [InlineData("-.inf", double.NegativeInfinity)]
    [InlineData(".nan", double.NaN)]
    public void Numbers_are_numbers(string text, double expected) =>
        Assert.True(YamlTree.Parse("a: " + text)!.At("a")!.TryGetDouble(out var value) && value.Equals(expected));

    [Theory]
    [InlineData("Infinity")]
    [InlineData("NaN")]
    [InlineData("'1.5'")]
    [InlineData("8.8.8")]
    [InlineData("1,000")]
    [InlineData("yes")]
    public void Words_are_not_numbers(string text) => Assert.False(YamlTree.Parse("a: " + text)!.At("a")!.TryGetDouble(out _));
}
