using Nocturne.Core.Calibration;
using Nocturne.Core.Fits;
using Nocturne.Core.Instruments;
using Nocturne.Runner.Settings;
using Nocturne.Streams.Night;
using Nocturne.Streams.Stages;

namespace Nocturne.Runner.Calibrating;

/// <summary>Makes the masters of all cameras and filters of a folder.</summary>
static class MasterMaking
{
    /// <summary>Memory for the frames of one median [bytes].</summary>
    const long LargestMedian = 1L << 30;

    /// <summary>A master flat for each camera and filter with enough flats, then the bias and dark masters that went into them.</summary>
    /// <exception cref="CommandException">A frame is damaged or cannot be used.</exception>
    public static List<MadeMaster> Of(IReadOnlyList<FrameDescriptor> frames, CalibrationSettings settings, CancellationToken token)
    {
        var builder = new MastersBuilder(LargestMedian, settings.MinFrames);
        var matching = new CalibrationMatching([.. frames.Where(frame => frame.Facts.Kind is FrameKind.Bias or FrameKind.Dark)]);
        var flats = new List<MadeMaster>();
        var others = new List<MadeMaster>();
        var lots = frames.Where(frame => frame.Facts.Kind == FrameKind.Flat).GroupBy(frame => (frame.Band, Shape: FrameShape.Of(frame), frame.Reading.Colour));
        foreach (var lot in lots.OrderBy(lot => lot.Key.Band).ThenBy(lot => lot.Key.Shape))
        {
            token.ThrowIfCancellationRequested();
            var first = lot.First();
            var biases = matching.For(first, FrameKind.Bias);
            var darks = matching.For(first, FrameKind.Dark);
            var masters = Build(builder, biases, darks, [.. lot.OrderBy(frame => frame.File, StringComparer.Ordinal)]);
            if (masters.Flat is not { } flat) continue;
            flats.Add(new(flat, first, [.. masters.All.Where(master => master.Kind != MasterKind.Flat).Select(master => master.Kind.ToString().ToLowerInvariant())]));
            foreach (var (master, like) in new[] { (masters.Bias, biases.Count > 0 ? biases[0] : null), (masters.Dark, darks.Count > 0 ? darks[0] : null) })
            {
                var known = others.Exists(made => made.Master.Kind == master?.Kind && made.Like.Band.Camera == like!.Band.Camera && made.Like.Reading.Colour == like.Reading.Colour && FrameShape.Of(made.Like) == FrameShape.Of(like));
                if (master is not null && !known) others.Add(new(master, like!, master.Kind == MasterKind.Dark && masters.Bias is not null ? ["bias"] : []));
            }
        }
        return [.. flats, .. others];
    }

    static CalibrationMasters Build(MastersBuilder builder, IReadOnlyList<FrameDescriptor> biases, IReadOnlyList<FrameDescriptor> darks, IReadOnlyList<FrameDescriptor> flats)
    {
        try
        {
            return builder.Build(biases, darks, flats);
        }
        catch (Exception fault) when (fault is FitsException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.UnusableInput, $"{flats[0].Band}: {fault.Message}", fault);
        }
    }
}
