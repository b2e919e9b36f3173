using Nocturne.Runner.Reduction;
using Nocturne.Streams.Stages;

namespace Nocturne.Runner.Tests.Settings;

public sealed class PhotometerLabelTests
{
    [Theory]
    [InlineData("aperture", Placing.Matched, "aperture", null, false)]
    [InlineData("forced_optimal_annulus", Placing.Forced, "optimal", null, true)]
    [InlineData("linked_aperture_r2.5", Placing.Linked, "aperture", 2.5, false)]
    [InlineData("forced_aperture_r3_annulus", Placing.Forced, "aperture", 3.0, true)]
    [InlineData("my_ring", Placing.Matched, "my_ring", null, false)]
    public void A_label_says_where_how_and_over_which_sky(string label, Placing placing, string kind, double? size, bool annulus)
    {
        var parsed = PhotometerLabel.Parse(label);
        Assert.Equal(new PhotometerLabel(placing, kind, size, annulus), parsed);
        Assert.Equal(label, parsed.ToString());
    }
}
