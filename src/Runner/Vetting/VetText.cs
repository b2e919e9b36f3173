using System.Globalization;
using Nocturne.Core.Vetting;

namespace Nocturne.Runner.Vetting;

/// <summary>Results in sentences.</summary>
static class VetText
{
    /// <summary>One line for each check and sector.</summary>
    public static IEnumerable<string> Lines(VetOutcome outcome)
    {
        foreach (var check in outcome.Report.Checks)
        {
            foreach (var (key, result) in check.BySector)
                yield return $"{check.Check.Id} {check.Check.Name}, {key}: {Verdict(result)}";
        }
    }

    /// <summary>What went wrong, and what to beware of.</summary>
    public static IEnumerable<string> Remarks(VetOutcome outcome)
    {
        foreach (var sector in outcome.Sectors)
        {
            if (sector.Failure is { } failure) yield return failure;
        }

        var targets = outcome.Sectors.Select(sector => sector.File?.TargetId).OfType<long>().Distinct().ToArray();
        if (targets.Length > 1) yield return $"The files show {targets.Length} different stars ({string.Join(", ", targets)}): what is said of all sectors together means nothing.";
    }

    /// <summary>What a result says, in one sentence.</summary>
    public static string Verdict(VettingResult result) => (result.IsProvisional ? "provisional: " : "") + result switch
    {
        { Status: not VettingStatus.Ok } => string.Join(' ', [string.Join(", ", result.Flags), .. result.Notes.Select(note => note.Sentence)]),
        { Detail: ApertureDependenceDetail detail } => Verdict(detail),
        { Detail: GhostDetail detail } => Verdict(detail),
        _ => "ok",
    };

    /// <summary>What is known of a file, in a few words.</summary>
    public static string Title(VetSector sector) => sector.File is not { } file ? sector.Key
        : string.Join(", ", new[]
        {
            file.ObjectName.Length > 0 ? file.ObjectName : Path.GetFileName(sector.Path),
            file.Segment is { } number ? Text($"{file.SegmentKind} {number}") : null,
            file.Camera is { } camera && file.Ccd is { } ccd ? Text($"camera {camera}, CCD {ccd}") : null,
            file.Channel is { } channel ? Text($"channel {channel}") : null,
        }.OfType<string>());

    /// <summary>Which cadences were left out.</summary>
    public static string Cadences(QualitySelection quality)
    {
        var bits = quality.Bits.Select(bit => Text($"{bit.Name} {bit.Cadences:N0} ({bit.InTransit:N0} in transit)"));
        var left = Text($"policy {quality.Policy.Name} (bits {quality.Policy.Mask}): {quality.Dropped:N0} of {quality.Total:N0} cadences left out, {quality.DroppedInTransit:N0} of {quality.InTransit:N0} in transit");
        var reasons = string.Join("; ", quality.DroppedWithoutTime > 0 ? bits.Append(Text($"without a time {quality.DroppedWithoutTime:N0}")) : bits);
        return reasons.Length > 0 ? $"{left}: {reasons}" : left;
    }

    static string Verdict(ApertureDependenceDetail detail)
    {
        var reference = Text($"stability {detail.Reference.Stability:F3}");
        if (detail.Refined is not { } own) return reference + ".";
        var dip = Text($"depth {own.BestDepthPpm:N0} ± {own.BestErrorPpm:N0} ppm at {own.BestRadius:0.##} px");
        var slope = Text($"slope {Signed(own.SlopePpm)} ± {own.SlopeErrorPpm:N0} ppm/px");
        var words = own.Trend switch
        {
            "no_dip" => "no dip is seen",
            "grows" => "the depth grows with the radius, so that the light is lost beside the target",
            "shrinks" => "the depth shrinks with the radius, as when another star's light thins it out",
            _ => "the depth does not depend on the radius",
        };
        var host = own.PreferredHost is { } star ? Text($"; fits best: {star.Name}, by a chi-square of {own.HostMargin:F1}") : "";
        return $"{words}: {dip}, {slope}{host}; {reference}.";
    }

    static string Verdict(GhostDetail detail)
    {
        var reference = Text($"reference score {detail.Reference.GhostScore:F3}, risk of scattered light {detail.Reference.ScatteredLightRisk:F3}");
        return detail.Refined is not { } own ? reference + "."
            : Text($"ghost score {own.GhostScore:F3}, halo loses {own.HaloShare:F2} ± {own.HaloShareError:F2} of what the core loses, likeness to a star {own.PsfLikeness:F2}; {reference}.");
    }

    /// <summary>A number with its sign and no decimals.</summary>
    public static string Signed(double value) => value.ToString("+#,0;\u2212#,0;0", CultureInfo.InvariantCulture);

    /// <summary>A text with numbers as they are printed: the same in every country, with a minus that is as wide as a plus.</summary>
    public static string Text(FormattableString text) => text.ToString(new NumberFormatInfo { NegativeSign = "\u2212" });
}
