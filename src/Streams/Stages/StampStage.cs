using Nocturne.Core.Catalogs;
using Nocturne.Core.Vetting;
using Nocturne.Streams.Night;

namespace Nocturne.Streams.Stages;

/// <summary>Cuts the pixels round a few sources out of each aligned frame, so that the cause of a dip can be looked for.</summary>
/// <param name="catalogue">The band's sources.</param>
/// <param name="sources">Numbers of the sources; those that the band does not have are passed over.</param>
public sealed class StampStage(SourceCatalogue catalogue, IReadOnlyList<int> sources)
{
    /// <summary>Standard deviation of a point source for which the smallest stamp is large enough [pixels].</summary>
    const double SmallestSigma = 1.5;

    const int LargestSide = 101;

    readonly CatalogueSource[] chosen = [.. catalogue.Sources.Where(source => sources.Contains(source.Number))];
    readonly int side = SideFor(Math.Max(catalogue.PsfSemiMajorSigma, catalogue.PsfSemiMinorSigma));

    /// <summary>Pixels of a side for point sources of a width: room for apertures and background ring.</summary>
    /// <param name="sigma">Standard deviation of a point source [pixels].</param>
    public static int SideFor(double sigma) => Math.Min(LargestSide, (2 * (int)Math.Ceiling(StampWindow.DefaultSide / 2 * Math.Max(1, sigma / SmallestSigma))) + 1);

    public ValueTask<NightFrame> CutAsync(NightFrame frame, CancellationToken token) => new(frame with { Stamps = [.. chosen.Select(source => Cut(frame, source))] });

    SourceStamp Cut(NightFrame frame, CatalogueSource source)
    {
        var (x, y) = frame.Record.Transform!.Value.Apply(source.X, source.Y);
        var window = StampWindow.Around(x, y, side);
        var image = frame.Pixels!.Image.View;
        var pixels = window.Cut(image);
        var faults = window.Faults(image, frame.Descriptor.Facts.Saturation);
        for (var i = 0; i < pixels.Length; i++)
        {
            if (float.IsFinite(pixels[i])) pixels[i] = (float)(pixels[i] - frame.Background!.LevelAt(window.Column + (i % side), window.Row + (i / side)));
            else pixels[i] = float.NaN;
        }

        return new(source.Number, x, y, side, pixels) { Faults = faults };
    }
}
