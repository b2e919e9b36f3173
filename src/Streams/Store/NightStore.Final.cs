using Nocturne.Streams.Night;

namespace Nocturne.Streams.Store;

/// <content>From provisional to definitive.</content>
public sealed partial class NightStore
{
    const string RootKey = "source_root", RecursiveKey = "source_recursive", InputsKey = "inputs";

    /// <summary>Where the files came from; null when that was never noted.</summary>
    /// <exception cref="StoreException">As for <see cref="Append"/>.</exception>
    public NightSource? Source
    {
        get
        {
            lock (gate) return NightProperties.Get(database, RootKey) is { } root ? new(root, NightProperties.Get(database, RecursiveKey) == "yes") : null;
        }
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            lock (gate)
            {
                database.InTransaction(() =>
                {
                    NightProperties.Set(database, RootKey, value.Root);
                    NightProperties.Set(database, RecursiveKey, value.Recursive ? "yes" : "no");
                });
            }
        }
    }

    /// <summary>Digest of all that this store was begun for; null when that was never noted. A store that was interrupted may only be gone on with for the same.</summary>
    public string? Inputs
    {
        get
        {
            lock (gate) return NightProperties.Get(database, InputsKey);
        }
        set
        {
            lock (gate) NightProperties.Set(database, InputsKey, value ?? "");
        }
    }

    /// <summary>Digest of all that a band's definitive rows were made from; null while they are provisional or not complete.</summary>
    public string? FinalInputs(BandKey band)
    {
        using var held = gate.EnterScope();
        using var row = database.Prepare("""
            SELECT inputs FROM bands WHERE band = ?1 AND inputs IS NOT NULL
                AND NOT EXISTS (SELECT * FROM frames WHERE frames.band = ?1 AND (level <> 'Final' OR state = 'Waiting'))
            """).Bind(1, keys.OfOrNone(band));
        return row.Step() ? row.Text(0) : null;
    }

    /// <summary>Notes what the rows of bands were made from: they are definitive.</summary>
    public void SetFinalInputs(IEnumerable<(BandKey Band, string Digest)> inputs)
    {
        lock (gate)
        {
            keys.InTransaction(() =>
            {
                using var set = database.Prepare("UPDATE bands SET inputs = ?2 WHERE band = ?1");
                foreach (var (band, digest) in inputs) set.Bind(1, keys.Of(band)).Bind(2, digest).Run();
            });
        }
    }

    /// <summary>Puts bands of another store in the place of the bands here: all of them at once, or none. When frames were seen first stays as it was.</summary>
    /// <param name="folder">Folder of the other store, which nobody writes.</param>
    /// <param name="bands">The bands.</param>
    /// <param name="all">All bands that the night has; others here are dropped.</param>
    /// <exception cref="StoreException">As for <see cref="Append"/>.</exception>
    public void TakeOver(string folder, IReadOnlyList<BandKey> bands, IReadOnlyCollection<BandKey> all)
    {
        ArgumentNullException.ThrowIfNull(bands);
        lock (gate)
        {
            using (var attach = database.Prepare("ATTACH ? AS other")) attach.Bind(1, Path.Combine(folder, FileName)).Run();
            try
            {
                keys.InTransaction(() =>
                {
                    foreach (var band in keys.Bands.Where(band => bands.Contains(band) || !all.Contains(band)).ToArray()) BandTakeOver.Drop(database, keys.Of(band), keepRow: all.Contains(band));
                    foreach (var band in bands) BandTakeOver.Copy(database, band, keys.Of(band), run);
                    BandRoutes.TakeOver(database, all);
                });
            }
            finally
            {
                keys.Reload();
                ledger.Reload();
                database.Execute("DROP TABLE IF EXISTS temp.history; DETACH other");
            }
        }
    }
}
