namespace Nocturne.Core.Instruments;

/// <summary>What lies in a night's folder, band by band, and what is odd about it: everything that can be said from headers alone.</summary>
/// <param name="Bands">Science bands first, then calibration frames; within them by camera and filter.</param>
public sealed record NightSurvey(IReadOnlyList<BandSurvey> Bands)
{
    /// <summary>A pause of so many median cadences counts as a gap.</summary>
    const double GapCadences = 10;

    /// <summary>Doubts may name what differs from frame to frame; the commonest are enough.</summary>
    const int MostDoubts = 5;

    /// <summary>Surveys a night. The order of the frames does not matter.</summary>
    public static NightSurvey Of(IEnumerable<SurveyedFrame> frames) => new(
    [
        .. frames
            .GroupBy(frame => (frame.Facts.Kind, frame.Facts.Camera, Filter: frame.Facts.Filter ?? ""))
            .OrderBy(group => group.Key.Kind)
            .ThenBy(group => group.Key.Camera, StringComparer.Ordinal)
            .ThenBy(group => group.Key.Filter, StringComparer.Ordinal)
            .Select(group => Band([.. group.OrderBy(frame => frame.Facts.StartUtc ?? default).ThenBy(frame => frame.File, StringComparer.Ordinal)])),
    ]);

    static BandSurvey Band(IReadOnlyList<SurveyedFrame> frames)
    {
        var timed = frames.Where(frame => frame.Facts.StartUtc is not null).ToList();
        var steps = timed.Zip(timed.Skip(1), Step).ToList();
        var cadence = steps.Count == 0 ? (double?)null : CadenceAudit.Median([.. steps.Select(step => step.Seconds)]);
        var duplicates = timed
            .GroupBy(frame => (frame.Facts.StartUtc, frame.Facts.ExposureSeconds))
            .Where(group => group.Count() > 1)
            .Select(IReadOnlyList<string> (group) => [.. group.Select(frame => frame.File)])
            .ToList();
        var survey = new BandSurvey
        {
            Camera = frames[0].Facts.Camera,
            Filter = frames[0].Facts.Filter ?? "",
            Kind = frames[0].Facts.Kind,
            Count = frames.Count,
            First = timed.Count == 0 ? null : timed[0].Facts.StartUtc,
            Last = timed.Count == 0 ? null : timed[^1].Facts.StartUtc,
            CadenceSeconds = cadence,
            Gaps = [.. steps.Where(step => cadence > 0 && step.Seconds > GapCadences * cadence)],
            Exposures = Counts(frames, frame => frame.Facts.ExposureSeconds is { } exposure ? Invariant($"{exposure:0.######} s") : "unknown"),
            Binnings = Counts(frames, frame => $"{frame.Facts.BinX}x{frame.Facts.BinY}"),
            Sizes = Counts(frames, frame => $"{frame.Width} x {frame.Height}"),
            Duplicates = duplicates,
            Audit = timed.Count == 0 || frames[0].Facts.Kind != FrameKind.Science ? null
                : CadenceAudit.Of(timed.Select(frame => new CadenceStamp(frame.File, frame.Facts.StartUtc!.Value, frame.Facts.TimeResolutionSeconds ?? 0))),
        };
        return survey with { Remarks = [.. Remarks(survey, frames)] };
    }

    static IEnumerable<string> Remarks(BandSurvey survey, IReadOnlyList<SurveyedFrame> frames)
    {
        if (survey.Binnings.Count > 1) yield return $"Binnings are mixed ({List(survey.Binnings)}); ten or more frames of another make a band of their own, fewer are left out.";
        if (survey.Sizes.Count > 1) yield return $"Frame sizes are mixed ({List(survey.Sizes)}); windows of the chip are laid on the usual one where headers say where they lie, other frames are taken like those of another binning.";
        if (survey.Exposures.Count > 1 && survey.Kind == FrameKind.Science) yield return $"Exposure times are mixed ({List(survey.Exposures)}).";
        if (survey.Gaps.Count > 0)
        {
            var longest = survey.Gaps.MaxBy(gap => gap.Seconds)!;
            var gaps = Plural(survey.Gaps.Count, "gap");
            yield return Invariant($"{gaps} of more than {GapCadences:0} cadences; the longest, {longest.Seconds:0.#} s, is after {longest.Before}.");
        }
        if (survey.Duplicates.Count > 0)
        {
            var doubled = Plural(survey.Duplicates.Sum(group => group.Count), "frame");
            var first = string.Join(" and ", survey.Duplicates[0].Take(2));
            var resolution = Invariant($"{frames.Max(frame => frame.Facts.TimeResolutionSeconds ?? 0):G3} s");
            yield return $"{doubled} share their start times with others, first {first}: copies, or stamps too coarse for the cadence (they are written to {resolution}).";
        }
        foreach (var sentence in survey.Audit?.Sentences ?? []) yield return sentence;
        foreach (var sentence in Shared(frames, frame => frame.Facts.Missing.Select(missing => missing.Sentence))) yield return sentence;
        foreach (var sentence in Shared(frames, frame => frame.Facts.Doubts).Take(MostDoubts)) yield return sentence;
    }

    /// <summary>The sentences of all frames, the commonest first, each with the number of frames that say it.</summary>
    static IEnumerable<string> Shared(IReadOnlyList<SurveyedFrame> frames, Func<SurveyedFrame, IEnumerable<string>> sentences) => frames
        .SelectMany(frame => sentences(frame).Distinct())
        .GroupBy(sentence => sentence)
        .OrderByDescending(group => group.Count())
        .Select(group => group.Count() == frames.Count ? group.Key : $"{group.Count()} of {frames.Count} frames: {group.Key}");

    static SurveyGap Step(SurveyedFrame before, SurveyedFrame after) =>
        new(before.File, after.File, after.Facts.StartUtc!.Value.SecondsSince(before.Facts.StartUtc!.Value));

    static string Plural(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";

    static string List(IReadOnlyList<SurveyCount> counts) => string.Join(", ", counts.Select(entry => $"{entry.Count} of {entry.Value}"));

    static IReadOnlyList<SurveyCount> Counts(IReadOnlyList<SurveyedFrame> frames, Func<SurveyedFrame, string> value) =>
    [
        .. frames.GroupBy(value)
            .Select(group => new SurveyCount(group.Key, group.Count()))
            .OrderByDescending(entry => entry.Count)
            .ThenBy(entry => entry.Value, StringComparer.Ordinal),
    ];

    static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
