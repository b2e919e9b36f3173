namespace Nocturne.Streams.Night;

/// <summary>What becomes of a band whose frames are not all of one size, binning and window: the one rule for a night that runs and for one that is there.</summary>
/// <remarks>
/// The most common shape is that of the band. Windows that show much the same part of the chip, binned alike, are laid on it. What cannot be, becomes a band of its own
/// when there are enough such frames, and is set aside until then.
/// </remarks>
public static class BandShapes
{
    /// <summary>Frames that make a band of their own, unless the settings say otherwise: more than somebody takes to have a look, or than a damaged disk makes.</summary>
    public const int Enough = 10;

    /// <summary>The shape of a band: the most common one; of equally common ones the first in their order.</summary>
    /// <param name="shapes">The shapes with how many frames have them; at least one.</param>
    public static FrameShape Usual(IEnumerable<KeyValuePair<FrameShape, int>> shapes) =>
        shapes.OrderByDescending(shape => shape.Value).ThenBy(shape => shape.Key).First().Key;

    /// <summary>The shapes in groups that can share a reference, with the usual shape of each: first those of the band itself.</summary>
    /// <param name="shapes">The shapes with how many frames have them.</param>
    /// <param name="reference">The shape of the band, where that is settled; otherwise the usual one is.</param>
    public static IReadOnlyList<(FrameShape Usual, IReadOnlyList<FrameShape> Members, int Frames)> Groups(IEnumerable<KeyValuePair<FrameShape, int>> shapes, FrameShape? reference = null)
    {
        var left = shapes.ToDictionary();
        var groups = new List<(FrameShape, IReadOnlyList<FrameShape>, int)>();
        while (left.Count > 0)
        {
            var usual = groups.Count == 0 && reference is { } settled ? settled : Usual(left);
            FrameShape[] members = [.. left.Keys.Where(shape => shape.SharesReferenceWith(usual)).Order()];
            groups.Add((usual, members, members.Sum(shape => left[shape])));
            foreach (var shape in members) left.Remove(shape);
        }
        return groups;
    }

    /// <summary>The band of its own of a shape that cannot share the reference of a band.</summary>
    /// <param name="band">The band.</param>
    /// <param name="usual">Its shape.</param>
    /// <param name="shape">The other shape.</param>
    public static BandKey OwnBand(BandKey band, FrameShape usual, FrameShape shape)
    {
        ArgumentNullException.ThrowIfNull(band);
        return band with { Filter = $"{band.Filter}-{shape.Tag(usual)}" };
    }
}
