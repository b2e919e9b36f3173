using System.Globalization;
using Nocturne.Core.Alignment;

namespace Nocturne.Core.Sky;

/// <summary>Judges the sky of one camera, frame by frame: a state machine that is entered and left without a person.</summary>
/// <remarks>
/// A pure function of the frames in the order of time. Clear sky, best seeing and darkest sky are envelopes that a better frame sets at once and that
/// otherwise creep towards the present over <see cref="SkyOptions.MemorySeconds"/>. A flip is told at once, and so is each change of filter, window or binning, there and back;
/// other states must be borne out by several frames in a row.
/// </remarks>
public static class SkyMachine
{
    /// <summary>Judges one more frame.</summary>
    /// <param name="memory">What is remembered of the frames before.</param>
    /// <param name="frame">The frame. One that is older than the last changes nothing.</param>
    /// <param name="options">What counts as clear.</param>
    /// <returns>What is to be remembered, and the transition if there is one.</returns>
    public static (SkyMemory Memory, SkyTransition? Transition) Next(SkyMemory memory, SkyObservation frame, SkyOptions options)
    {
        ArgumentNullException.ThrowIfNull(memory);
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(options);
        if (memory.Time is { } last && frame.Time <= last) return (memory, null);

        if (Changed(frame.PreviousSetup ?? memory.Setup, frame.Setup) is { } changed)
            return (Remember(memory, frame, options) with { State = changed.State, Candidate = SkyState.Unknown, CandidateFrames = 0 }, new(memory.State, changed.State, changed.Sentence));
        if (!frame.IsMeasured) return (Remember(memory, frame, options), null);

        var (state, sentence) = Condition(memory, frame, options);
        var next = Remember(memory, frame, options);
        if (state == memory.State) return (next with { Candidate = SkyState.Unknown, CandidateFrames = 0 }, null);

        var frames = memory.Candidate == state ? memory.CandidateFrames + 1 : 1;
        if (frames < Needed(memory.State, state, options)) return (next with { Candidate = state, CandidateFrames = frames }, null);
        return (next with { State = state, Candidate = SkyState.Unknown, CandidateFrames = 0 }, new(memory.State, state, sentence));
    }

    /// <summary>The state that a frame speaks for, taken alone.</summary>
    static (SkyState State, string Sentence) Condition(SkyMemory memory, SkyObservation frame, SkyOptions options)
    {
        if (frame.Placement == PlacementKind.None)
        {
            return frame.ShowsOtherStars
                ? (SkyState.Lost, "There are stars, but not those of the reference: the telescope points elsewhere.")
                : (SkyState.Cloud, "Too few stars are left to tell where the camera points: cloud, or the dome is in the way.");
        }
        if (memory.Rotation is { } before && frame.Rotation is { } now && Math.Abs(Math.IEEERemainder(now - before, 2 * Math.PI)) > Math.PI / 2)
            return (SkyState.Flipped, "The field stands on its head: the telescope went through the meridian flip.");

        var clear = Envelope(memory.ClearTransparency, frame.Transparency, 0, highest: true);
        var share = frame.Transparency / clear;
        if (share < options.CloudBelow * Slack(memory.State is SkyState.Cloud, options)) return (SkyState.Cloud, $"Cloud: {Percent(share)} of the light comes through.");
        if (frame.Placement == PlacementKind.Borrowed) return (SkyState.Cloud, "No star is left; the other cameras say where this one points.");
        if (Degradation(memory, frame, share, options) is { } degraded) return (SkyState.Degraded, degraded);
        return frame.SaturatedStars > memory.UsualSaturated + 0.5
            ? (SkyState.Saturated, Text($"{frame.SaturatedStars} stars saturate, more than usual."))
            : (SkyState.Tracking, Text($"{frame.MatchedStars} stars are followed under a clear sky."));
    }

    static string? Degradation(SkyMemory memory, SkyObservation frame, double? share, SkyOptions options)
    {
        var slack = Slack(memory.State is SkyState.Degraded or SkyState.Cloud, options);
        if (share < options.DegradedBelow * slack) return $"Thin cloud: {Percent(share)} of the light comes through.";
        if (frame.Placement == PlacementKind.FewStars) return Text($"Only {frame.MatchedStars} of the stars are left to follow.");
        if (frame.Fwhm / memory.BestFwhm is { } width && width > options.DegradedFwhm / slack) return Text($"Stars are {width:F1} times as wide as in the best seeing of late: seeing, focus or wind.");
        if (frame.BackgroundLevel / memory.DarkestBackground is { } light && light > options.DegradedBackground / slack) return Text($"The sky is {light:F1} times as bright as of late: twilight, moon or lit cloud.");
        return null;
    }

    static (SkyState State, string Sentence)? Changed(CameraSetup? before, CameraSetup? now)
    {
        if (before is null || now is null) return null;
        if (before.Filter != now.Filter) return (SkyState.FilterChanged, $"The filter changed from {before.Filter} to {now.Filter}.");
        if (!before.HasBinningOf(now)) return (SkyState.BinningChanged, $"The camera went from {before} to {now}.");
        return before.HasWindowOf(now) ? null : (SkyState.WindowChanged, $"The camera went from {before} to {now}.");
    }

    static int Needed(SkyState from, SkyState to, SkyOptions options) => to switch
    {
        _ when from == SkyState.Unknown => 1,
        SkyState.Flipped => 1,
        SkyState.Tracking => options.FramesToRecover,
        _ => options.FramesToWorsen,
    };

    /// <summary>Limits are harder on the way back.</summary>
    static double Slack(bool isWayBack, SkyOptions options) => isWayBack ? 1 + options.Hysteresis : 1;

    static SkyMemory Remember(SkyMemory memory, SkyObservation frame, SkyOptions options)
    {
        if (!frame.IsMeasured) return memory with { Time = frame.Time, Setup = frame.Setup ?? memory.Setup };
        var creep = memory.Time is { } last ? 1 - Math.Exp(-frame.Time.SecondsSince(last) / options.MemorySeconds) : 1;

        // Another window shows the same stars with the same light.
        var changed = Changed(memory.MeasuredSetup, frame.Setup) is (SkyState.FilterChanged or SkyState.BinningChanged, _);
        var placed = frame.Placement != PlacementKind.None;
        return memory with
        {
            Time = frame.Time,
            ClearTransparency = Envelope(changed ? null : memory.ClearTransparency, frame.Transparency, creep, highest: true),
            BestFwhm = Envelope(changed ? null : memory.BestFwhm, frame.Fwhm, creep, highest: false),
            DarkestBackground = Envelope(changed ? null : memory.DarkestBackground, frame.BackgroundLevel > 0 ? frame.BackgroundLevel : null, creep, highest: false),
            UsualSaturated = Envelope(changed ? null : memory.UsualSaturated, placed ? frame.SaturatedStars : null, creep, highest: false),
            Rotation = frame.Rotation ?? memory.Rotation,
            Setup = frame.Setup ?? memory.Setup,
            MeasuredSetup = frame.Setup ?? memory.MeasuredSetup,
        };
    }

    /// <summary>A value that goes with a better one at once and creeps towards a worse one.</summary>
    static double? Envelope(double? before, double? now, double creep, bool highest)
    {
        if (now is not { } value || !double.IsFinite(value)) return before;
        if (before is not { } old) return value;
        return highest == (value > old) ? value : old + (creep * (value - old));
    }

    static string Percent(double? share) => Text($"{100 * (share ?? double.NaN):F0} %");

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
