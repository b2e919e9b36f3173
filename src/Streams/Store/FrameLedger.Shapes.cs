using Nocturne.Core.Sky;
using Nocturne.Streams.Night;

namespace Nocturne.Streams.Store;

/// <content>Sizes, binnings and windows of a band's frames.</content>
sealed partial class FrameLedger
{
    /// <summary>Frames that count for the shape of a band: those that wait or were measured, and those that were set aside for their shape.</summary>
    const string HasShape = "setup IS NOT NULL AND (state <> 'Rejected' OR fault = 'Mismatched')";

    /// <summary>The band that takes a frame.</summary>
    public BandKey BandOf(FrameDescriptor frame) => routes.Of(frame);

    /// <summary>Reads anew what is kept in memory.</summary>
    public void Reload() => routes.Reload();

    /// <summary>The shapes of a band's frames with how many have them.</summary>
    public IReadOnlyDictionary<FrameShape, int> Shapes(BandKey band)
    {
        var shapes = new Dictionary<FrameShape, int>();
        foreach (var (setup, frames) in Setups(band, HasShape)) shapes[ShapeOf(setup)] = shapes.GetValueOrDefault(ShapeOf(setup)) + frames;
        return shapes;
    }

    /// <summary>The keys of a band's frames of a shape that wait, in the order of the night.</summary>
    public long[] Waiting(BandKey band, FrameShape? shape)
    {
        var frames = new List<long>();
        using var rows = database.Prepare("SELECT frame, setup FROM frames WHERE band = ? AND state = 'Waiting' ORDER BY start_utc_day, start_utc_fraction, id").Bind(1, keys.OfOrNone(band));
        while (rows.Step())
        {
            if (shape is null || ShapeOf(rows.Long(1)) == shape) frames.Add(rows.Long(0));
        }
        return [.. frames];
    }

    /// <summary>The frame with a key.</summary>
    public FrameDescriptor Describe(BandKey band, long frame, string root)
    {
        using var row = database.Prepare($"SELECT {FrameDescriptions.Columns} FROM frames WHERE frame = ?").Bind(1, frame);
        return row.Step() ? FrameDescriptions.Read(row, setups, band, root) : throw new ArgumentException("This frame is not known any more.", nameof(frame));
    }

    /// <summary>Makes bands of their own of frames that were set aside for their shape, when there are enough of them, or such a band is there.</summary>
    /// <param name="band">The band.</param>
    /// <param name="reference">Its shape.</param>
    /// <param name="from">Frames that are enough.</param>
    /// <returns>The bands of which more frames wait than before, with the number of their frames that have begun to wait since the store was opened.</returns>
    public IReadOnlyDictionary<BandKey, long> SplitOff(BandKey band, FrameShape reference, int from)
    {
        var moved = new Dictionary<BandKey, int>();
        InTransaction(() =>
        {
            var aside = Setups(band, "setup IS NOT NULL AND state = 'Rejected' AND fault = 'Mismatched'");
            var shapes = aside.GroupBy(entry => ShapeOf(entry.Setup)).Select(shape => KeyValuePair.Create(shape.Key, shape.Sum(entry => entry.Frames)));
            foreach (var (usual, members, frames) in BandShapes.Groups(shapes.Where(shape => !shape.Key.SharesReferenceWith(reference))))
            {
                var own = BandShapes.OwnBand(band, reference, usual);
                if (frames < from && !routes.Leads(own)) continue;
                routes.Learn(band, usual, own);
                foreach (var (setup, _) in aside.Where(entry => members.Contains(ShapeOf(entry.Setup)))) Move(band, setup, own);
                moved[own] = frames;
            }
        });
        foreach (var (own, frames) in moved) admitted[own] = admitted.GetValueOrDefault(own) + frames;
        return moved.Keys.ToDictionary(own => own, own => admitted[own]);
    }

    /// <summary>Says what the camera read in frames of a band.</summary>
    public Func<string, CameraSetup?> SetupReader(BandKey band)
    {
        var used = Setups(band, "setup IS NOT NULL");
        if (used.Select(entry => SetupOf(band, entry.Setup)).Distinct().ToArray() is { Length: < 2 } same) return _ => same.FirstOrDefault();
        return id =>
        {
            using var row = database.Prepare("SELECT setup FROM frames WHERE band = ? AND id = ? AND setup IS NOT NULL").Bind(1, keys.OfOrNone(band)).Bind(2, id);
            return row.Step() ? SetupOf(band, row.Long(0)) : null;
        };
    }

    void Move(BandKey band, long setup, BandKey own)
    {
        using var forget = database.Prepare("""
            DELETE FROM sky_transitions WHERE frame IN (SELECT frame FROM frames WHERE band = ? AND setup = ? AND state = 'Rejected' AND fault = 'Mismatched')
            """);
        forget.Bind(1, keys.OfOrNone(band)).Bind(2, setup).Run();
        using var move = database.Prepare("""
            UPDATE OR REPLACE frames SET band = ?3, state = 'Waiting', fault = 'None', reason = NULL, sky_state = NULL
            WHERE band = ?1 AND setup = ?2 AND state = 'Rejected' AND fault = 'Mismatched'
            """);
        move.Bind(1, keys.OfOrNone(band)).Bind(2, setup).Bind(3, keys.Of(own)).Run();
    }

    /// <summary>A frame that has a band of its own now is not set aside any more in the one that its header names.</summary>
    void ForgetMismatch(FrameDescriptor frame)
    {
        using var forget = database.Prepare("DELETE FROM frames WHERE band = ? AND id = ? AND fault = 'Mismatched'");
        forget.Bind(1, keys.OfOrNone(frame.NamedBand)).Bind(2, frame.Id).Run();
    }

    List<(long Setup, int Frames)> Setups(BandKey band, string condition)
    {
        var setups = new List<(long, int)>();
        using var rows = database.Prepare($"SELECT setup, count(*) FROM frames WHERE band = ? AND {condition} GROUP BY setup").Bind(1, keys.OfOrNone(band));
        while (rows.Step()) setups.Add((rows.Long(0), rows.Int(1)));
        return setups;
    }

    FrameShape ShapeOf(long setup) => FrameShape.Of(setups.Read(setup));

    CameraSetup SetupOf(BandKey band, long setup)
    {
        var known = setups.Read(setup);
        return FrameDescriptor.SetupOf(band, known.Width, known.Height, known.Facts);
    }

    void InTransaction(Action work)
    {
        try
        {
            keys.InTransaction(work);
        }
        catch
        {
            // What was learned in this transaction went with it.
            routes.Reload();
            throw;
        }
    }
}
