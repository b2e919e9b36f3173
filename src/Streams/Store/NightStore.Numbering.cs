using Nocturne.Core.Catalogs;
using Nocturne.Streams.Night;

namespace Nocturne.Streams.Store;

/// <content>One numbering of stars for all bands.</content>
public sealed partial class NightStore
{
    /// <summary>Numbers a band's catalogue among those of other bands and stores it.</summary>
    /// <param name="band">The band.</param>
    /// <param name="catalogue">Its catalogue, numbered in any way.</param>
    /// <param name="inOrder">True: among the bands before it in their order, as it is when all bands take turns. False: among all that have a catalogue by now.</param>
    /// <returns>The catalogue as it was stored.</returns>
    /// <exception cref="StoreException">As for <see cref="Append"/>.</exception>
    public SourceCatalogue NumberAndSave(BandKey band, SourceCatalogue catalogue, bool inOrder)
    {
        ArgumentNullException.ThrowIfNull(band);
        using var night = Read();
        var others = night.Bands.Where(other => inOrder ? other.CompareTo(band) < 0 : other != band).Select(night.LoadCatalogue).OfType<SourceCatalogue>().ToArray();
        var scaled = catalogue with { PixelScale = Describe(band, catalogue.ReferenceFrame)?.Facts.PixelScale };
        var numbered = SourceNumbering.Number(others, scaled, new());
        SaveCatalogue(band, numbered.Catalogue, numbered.Refusal);
        return numbered.Catalogue;
    }

    /// <summary>Numbers the stars of all bands anew, in the order of the bands; rows follow their stars. Nothing changes where bands have taken turns.</summary>
    /// <exception cref="StoreException">As for <see cref="Append"/>.</exception>
    public void Renumber()
    {
        var earlier = new List<SourceCatalogue>();
        foreach (var band in Bands.Order())
        {
            if (LoadCatalogue(band) is not { } catalogue) continue;
            var numbered = SourceNumbering.Number(earlier, catalogue, new());
            earlier.Add(numbered.Catalogue);
            var changes = catalogue.Sources.Zip(numbered.Catalogue.Sources, (before, now) => (Old: before.Number, New: now.Number)).ToArray();
            if (Array.TrueForAll(changes, change => change.Old == change.New)) continue;
            lock (gate) Rename(band, numbered, changes);
        }
    }

    void Rename(BandKey band, NumberedCatalogue numbered, (int Old, int New)[] changes)
    {
        keys.InTransaction(() =>
        {
            // Numbers go below zero first, for the new ones may still be in use.
            using var curves = database.Prepare("UPDATE light_curves SET source = ?3 WHERE band = ?1 AND source = ?2");
            using var stamps = database.Prepare("UPDATE stamps SET source = ?3 WHERE source = ?2 AND frame IN (SELECT frame FROM frames WHERE band = ?1)");
            var key = keys.Of(band);
            foreach (var statement in new[] { curves, stamps })
            {
                foreach (var (old, now) in changes) statement.Bind(1, key).Bind(2, (long)old).Bind(3, -(long)now).Run();
                foreach (var (_, now) in changes) statement.Bind(1, key).Bind(2, -(long)now).Bind(3, (long)now).Run();
            }
        });
        SaveCatalogue(band, numbered.Catalogue, numbered.Refusal);
        keys.Reload();
    }
}
