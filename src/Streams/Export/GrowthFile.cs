using Nocturne.Core.Photometry;
using Nocturne.Core.Photometry.Photometers;
using Nocturne.Streams.Night;
using Nocturne.Streams.Stages;

namespace Nocturne.Streams.Export;

/// <summary>The growth curve of a band as CSV: <c>stacks/(camera)-(filter)_growth.csv</c>, measured on its stack.</summary>
public static class GrowthFile
{
    /// <summary>Measures and writes it; a band without a star that stands alone has none.</summary>
    /// <param name="night">The night's folder.</param>
    /// <param name="band">The band.</param>
    /// <param name="reference">Its catalogue and stack.</param>
    public static void Save(string night, BandKey band, ReferenceStack reference)
    {
        var catalogue = reference.Catalogue;
        SourcePlace[] places = [.. catalogue.Sources.Select(source =>
            new SourcePlace(source.X, source.Y, catalogue.PsfSemiMajorSigma, catalogue.PsfSemiMinorSigma, catalogue.PsfOrientation))];
        if (ApertureGrowth.Measure(new PhotometryFrame(reference.Stack.View), places, ApertureGrowth.UsualScales) is not { } growth) return;
        AtomicFile.Write(Path.Combine(night, "stacks", PortableName.Of(band) + "_growth.csv"), file =>
        {
            using var text = new DelimitedText(file);
            text.Row("sigmas", "semi_major", "semi_minor", "fraction", "scatter", "correction", "stars");
            for (var i = 0; i < growth.Scales.Count; i++)
            {
                var scale = growth.Scales[i];
                text.Field(scale).Field(scale * catalogue.PsfSemiMajorSigma).Field(scale * catalogue.PsfSemiMinorSigma)
                    .Field(growth.Fractions[i]).Field(growth.Scatters[i]).Field(growth.CorrectionAt(scale)).Field(growth.Stars)
                    .EndRow();
            }
        });
    }
}
