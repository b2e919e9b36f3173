namespace Nocturne.Core.Instruments;

/// <summary>What lies in a night's folder, band by band, and what is odd about it: everything that can be said from headers alone.</summary>
/// <param name="Bands">Science bands first, then calibration frames; within them by camera and filter.</param>
public sealed record NightSurvey(IReadOnlyList<BandSurvey> Bands)
{
    /// <summary>A pause of so many median cadences counts as a gap.</summary>
    const double GapCadences = 10;

    /// <summary>Surveys a night. The order of the frames does not matter.</summary>
    public static NightSurvey Of(IEnumerable<SurveyedFrame> frames) => new(
    [
        .. frames
            .GroupBy(frame => (frame.Facts.Kind, frame.Facts.Camera, Filter: frame.Facts.Filter ?? ""))
            .OrderBy(group => group.Key.Kind).ThenBy(group => group.Key.Camera, StringComparer.Ordinal).ThenBy(group => group.Key.Filter, StringComparer.Ordinal)
            .Select(group => Band([.. group.OrderBy(frame => frame.Facts.StartUtc ?? default).ThenBy(frame => frame.File, StringComparer.Ordinal)])),
    ]);

    static BandSurvey Band(IReadOnlyList<SurveyedFrame> frames)
    {
        var timed = frames.Where(frame => frame.Facts.StartUtc is not null).ToList();
        var steps = timed.Zip(timed.Skip(1), (before, after) => new SurveyGap(before.File, after.File, after.Facts.StartUtc!.Value.SecondsSince(before.Facts.StartUtc!.Value))).ToList();
        var cadence = steps.Count == 0 ? (double?)null : Median([.. steps.Select(step => step.Seconds)]);
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
            Exposures = Counts(frames, frame => frame.Facts.ExposureSeconds is { } exposure ? FormattableString.Invariant($"{exposure:0.######} s") : "unknown"),
            Binnings = Counts(frames, frame => $"{frame.Facts.BinX}x{frame.Facts.BinY}"),
            Sizes = Counts(frames, frame => $"{frame.Width} x {frame.Height}"),
            Duplicates = duplicates,
        };
        return survey with { Remarks = [.. Remarks(survey, frames)] };
    }

    static IEnumerable<string> Remarks(BandSurvey survey, IReadOnlyList<SurveyedFrame> frames)
    {
        if (survey.Binnings.Count > 1) yield return $"Binnings are mixed ({List(survey.Binnings)}); frames unlike the reference are not measured.";
        if (survey.Sizes.Count > 1) yield return $"Frame sizes are mixed ({List(survey.Sizes)}); frames unlike the reference are not measured.";
        if (survey.Exposures.Count > 1 && survey.Kind == FrameKind.Science) yield return $"Exposure times are mixed ({List(survey.Exposures)}).";
        if (survey.Gaps.Count > 0)
        {
            var longest = survey.Gaps.MaxBy(gap => gap.Seconds)!;
            yield return FormattableString.Invariant($"{Plural(survey.Gaps.Count, "gap")} of more than {GapCadences:0} cadences; the longest, {longest.Seconds:0.#} s, is after {longest.Before}.");
        }
        if (survey.Duplicates.Count > 0)
        {
            var resolution = frames.Max(frame => frame.Facts.TimeResolutionSeconds ?? 0);
            yield return FormattableString.Invariant($"{Plural(survey.Duplicates.Sum(group => group.Count), "frame")} share their start times with others, first {string.Join(" and ", survey.Duplicates[0].Take(2))}: copies, or stamps too coarse for the cadence (they are written to {resolution:G3} s).");
        }
        foreach (var missing in frames.SelectMany(frame => frame.Facts.Missing).GroupBy(missing => missing)) yield return Share(missing.Count(), frames.Count, missing.Key.Sentence);
        foreach (var doubt in frames.SelectMany(frame => frame.Facts.Doubts.Distinct()).GroupBy(doubt => doubt).OrderByDescending(group => group.Count()).Take(5)) yield return Share(doubt.Count(), frames.Count, doubt.Key);
    }

    static string Share(int count, int total, string sentence) => count == total ? sentence : $"{count} of {total} frames: {sentence}";

    static string Plural(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";

    static string List(IReadOnlyList<SurveyCount> counts) => string.Join(", ", counts.Select(entry => $"{entry.Count} of {entry.Value}"));

    static IReadOnlyList<SurveyCount> Counts(IReadOnlyList<SurveyedFrame> frames, Func<SurveyedFrame, string> value) =>
    [
        .. frames.GroupBy(value).Select(group => new SurveyCount(group.Key, group.Count())).OrderByDescending(entry => entry.Count).ThenBy(entry => entry.Value, StringComparer.Ordinal),
    ];

    static double Median(double[] values)
    {
        Array.Sort(values);
        var middle = values.Length / 2;
        return values.Length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
