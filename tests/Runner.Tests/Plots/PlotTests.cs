using Nocturne.Runner.Plots;

namespace Nocturne.Runner.Tests.Plots;

/// <summary>The small drawing that plots are made with.</summary>
public sealed class PlotTests
{
    [Fact]
    public void Ticks_are_round_numbers_whichever_way_the_axis_runs()
    {
        Assert.Equal(["16", "18", "20", "22", "24"], new PlotAxis(25, 15.5, "").Ticks().Select(tick => tick.Text));
        Assert.Equal(["\u22120.2", "\u22120.1", "0.0", "0.1", "0.2"], new PlotAxis(-0.25, 0.25, "").Ticks().Select(tick => tick.Text));
        Assert.Equal(["1", "10", "100"], new PlotAxis(0.7, 400, "", IsLogarithmic: true).Ticks().Select(tick => tick.Text));
    }

    [Fact]
    public void A_reversed_axis_puts_the_smaller_value_at_its_end()
    {
        var axis = new PlotAxis(24, 16, "");
        Assert.Equal(0.25, axis.Share(22), 12);
        Assert.True(axis.Contains(16));
        Assert.False(axis.Contains(24.1));
    }

    [Fact]
    public void A_picture_is_a_PNG_file_of_twice_the_drawing_in_colour()
    {
        var canvas = new PictureCanvas(30, 20);
        canvas.Text(2, 15, "A\u00b5?", Ink.Text, 12, Anchor.Start, upwards: false);
        canvas.Circle(15, 10, 6, Ink.Star, 1.5);

        var png = canvas.Png();

        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], png[..4]);
        Assert.Equal((60, 40, 2), (png[19], png[23], png[25]));
    }

    [Fact]
    public void Names_from_headers_cannot_become_markup_in_a_drawing()
    {
        var canvas = new SvgCanvas(10, 10);
        canvas.Text(1, 1, "<script>", Ink.Text, 12, Anchor.Start, upwards: false);
        Assert.Contains("&lt;script&gt;", canvas.Markup("\" onload=\""), StringComparison.Ordinal);
        Assert.DoesNotContain("\" onload", canvas.Markup("\" onload=\""), StringComparison.Ordinal);
    }
}
