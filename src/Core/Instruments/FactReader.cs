using System.Globalization;
using Nocturne.Core.Astrometry;
using Nocturne.Core.Fits;

namespace Nocturne.Core.Instruments;

/// <summary>Applies the rules of a dialect to one header.</summary>
sealed partial class FactReader(FitsHeader header, FitsHeader? primary, string fileName, HeaderDialect dialect)
{
    static readonly HashSet<string> UsualPlaceholders = new(StringComparer.OrdinalIgnoreCase)
    {
        "", "-", "UNKNOWN", "UNDEFINED", "UNDEF", "INDEF", "N/A", "NA", "NAN", "NONE", "NULL", "UNSPECIFIED",
    };

    /// <summary>No exposure is longer [seconds]; a header that says so is wrong.</summary>
    const double LongestExposure = 1e6;

    readonly string name = Path.GetFileName(fileName.Replace('\\', '/'));
    readonly List<MissingFact> missing = [];
    readonly List<string> doubts = [];
    readonly List<string> otherTimes = [];
    FrameKind kind;

    public FrameFacts Read()
    {
        kind = Kind();
        var filter = Text(dialect.Filter);
        var exposure = Number(dialect.Exposure, "exposure", 0, LongestExposure);
        var time = Time(exposure);
        var (binX, binY) = Binning();
        var (windowX, windowY) = Window(binX, binY);
        var facts = new FrameFacts
        {
            Dialect = dialect.Name,
            Camera = Text(dialect.Camera) is { } camera ? SafeName.From(camera) ?? "1" : "1",
            Filter = filter is null ? null : SafeName.From(filter),
            Kind = kind,
            ExposureSeconds = exposure,
            StartUtc = time?.StartOf(exposure),
            MidUtc = time?.MidOf(exposure),
            TimeSource = time?.Source,
            TimeResolutionSeconds = time?.Resolution,
            Gain = Number(dialect.Gain, "gain", double.Epsilon),
            ReadNoise = Number(dialect.ReadNoise, "read noise", 0),
            DarkCurrent = Number(dialect.DarkCurrent, null, 0),
            Saturation = Number(dialect.Saturation, null, double.Epsilon),
            Airmass = Number(dialect.Airmass, null, 1),
            Object = Text(dialect.Object),
            BinX = binX,
            BinY = binY,
            PixelScale = PixelScale(binX),
            WindowX = windowX,
            WindowY = windowY,
            Mosaic = Mosaic(),
            Combined = (int)(Number(dialect.Combined, null, 1, int.MaxValue) ?? 1),
            PlaneSeconds = Number(dialect.PlaneStep, null, 0),
            OtherTimes = otherTimes,
            Position = Position(),
        };
        facts = facts with { Observatory = Site(facts) };
        if (facts.Filter is null) Miss("filter", dialect.Filter.Select(rule => rule.Key));
        return facts with { Missing = missing, Doubts = doubts };
    }

    /// <summary>The value of a keyword, if it says something.</summary>
    FitsCard? Card(string? key)
    {
        if (key is null) return null;
        foreach (var card in new[] { header.Find(key), primary?.Find(key) })
        {
            if (card is null || card.Kind is FitsValueKind.Commentary or FitsValueKind.Undefined) continue;
            var value = card.Value.Trim();
            var isOwnPlaceholder = card.Kind == FitsValueKind.Text && dialect.Placeholders.Contains(value, StringComparer.OrdinalIgnoreCase);
            if (!isOwnPlaceholder && !UsualPlaceholders.Contains(value)) return card with { Value = value };
        }
        return null;
    }

    string? Text(IReadOnlyList<TextRule> rules)
    {
        foreach (var rule in rules)
        {
            var text = rule.FileName is not null ? HeaderPattern.FirstGroup(rule.FileName, name) : Card(rule.Key)?.Value;
            if (text is not null && rule.Pattern is not null) text = HeaderPattern.FirstGroup(rule.Pattern, text);
            if (text is not null && rule.ItemOf is not null) text = Item(text, Card(rule.ItemOf)?.Value);
            if (text is not null && rule.Map.Count > 0) text = Mapped(text, rule.Map);
            text ??= rule.Constant;
            if (!string.IsNullOrWhiteSpace(text)) return text;
        }
        return null;
    }

    static string? Item(string list, string? number)
    {
        var items = list.Split([' ', ',', '+', ';', '/', '[', ']'], StringSplitOptions.RemoveEmptyEntries);
        var isNumber = int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var place);
        return isNumber && place >= 1 && place <= items.Length ? items[place - 1] : null;
    }

    static string? Mapped(string text, IReadOnlyDictionary<string, string> map)
    {
        string?[] spellings = [text, SafeName.From(text)];
        return map.Where(pair => spellings.Contains(pair.Key, StringComparer.OrdinalIgnoreCase)).Select(pair => pair.Value).FirstOrDefault();
    }

    FrameKind Kind()
    {
        var text = Text(dialect.Kind);
        return text is null ? FrameKind.Science : KindOf(text);
    }

    /// <summary>The usual words: "Light Frame", "OBJECT", "EXPOSE", "zero", "Bias Frame", "SKYFLAT", "DARKFLAT", …</summary>
    static FrameKind KindOf(string text)
    {
        bool Has(params ReadOnlySpan<string> words)
        {
            foreach (var word in words)
                if (text.Contains(word, StringComparison.OrdinalIgnoreCase)) return true;
            return false;
        }
        return Has("bias", "zero") ? FrameKind.Bias
            : Has("dark") ? FrameKind.Dark
            : Has("flat", "twilight") ? FrameKind.Flat
            : Has("light", "object", "science", "expose", "target", "standard", "sky") ? FrameKind.Science
            : FrameKind.Other;
    }

    double? Number(IReadOnlyList<NumberRule> rules, string? fact, double least, double most = double.MaxValue)
    {
        foreach (var rule in rules)
        {
            var value = rule.Constant;
            if (Card(rule.Key) is { } card && Numbers(card.Value) is { Count: > 0 } numbers)
            {
                value = numbers.Average() * rule.Factor;
                if (numbers.Count > 1 && fact is not null)
                    doubts.Add(Invariant($"{rule.Key} is a list of {numbers.Count} values; their mean {value:G6} is taken for the {fact}."));
            }
            if (value >= Math.Max(least, rule.Min ?? least) && value <= Math.Min(most, rule.Max ?? most)) return value;
        }
        if (fact is not null) Miss(fact, rules.Select(rule => rule.Key));
        return null;
    }

    static List<double>? Numbers(string text)
    {
        var numbers = new List<double>();
        foreach (var part in text.Trim('[', ']', '(', ')').Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries))
        {
            if (!double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return null;
            numbers.Add(number);
        }
        return numbers;
    }

    (int X, int Y) Binning()
    {
        foreach (var rule in dialect.Binning)
        {
            if (Card(rule.Key)?.Value.Split(['x', 'X', ' ', ',', '*'], StringSplitOptions.RemoveEmptyEntries) is { Length: 1 or 2 } parts
                && Whole(parts[0]) is { } x && Whole(parts[^1]) is { } y) return (x, y);
            if (Whole(Card(rule.X)?.Value) is { } binX) return (binX, Whole(Card(rule.Y)?.Value) ?? binX);
        }
        return (1, 1);
    }

    /// <summary>Arcseconds per pixel of the frame.</summary>
    double? PixelScale(int binX)
    {
        const double arcsecondsPerMicrometreAndMillimetre = 206.264806;
        foreach (var rule in dialect.PixelScale)
        {
            var text = Card(rule.Key)?.Value;
            if (text is not null && rule.Map.Count > 0) text = Mapped(text, rule.Map);
            var scale = Numbers(text ?? "") is [var one] ? one
                : Numbers(Card(rule.Side)?.Value ?? "") is [var side] && Numbers(Card(rule.Focal)?.Value ?? "") is [> 0 and var focal] ? arcsecondsPerMicrometreAndMillimetre * side / focal
                : double.NaN;
            if (scale is > 1e-3 and < 1e4) return rule.Unbinned ? scale * binX : scale;
        }
        return null;
    }

    (int? X, int? Y) Window(int binX, int binY)
    {
        foreach (var rule in dialect.Window)
        {
            if (ImageSection.Parse(Card(rule.Section)?.Value) is { } section) return (section.X, section.Y);
            if (Numbers(Card(rule.X)?.Value ?? "") is not [var x] || Numbers(Card(rule.Y)?.Value ?? "") is not [var y]) continue;
            var (column, row) = (x - rule.Origin, y - rule.Origin);
            if (rule.Binned) (column, row) = (column * binX, row * binY);
            if (column is >= 0 and < 1e6 && row is >= 0 and < 1e6) return ((int)column, (int)row);
        }
        return (null, null);
    }

    /// <summary>Four letters for the first two rows, shifted when the frame begins on an odd column or row.</summary>
    string? Mosaic()
    {
        if (Text(dialect.Mosaic)?.ToUpperInvariant() is not { Length: 4 } pattern || pattern.Any(colour => !"RGB".Contains(colour)) || pattern.Distinct().Count() < 3) return null;
        if (Whole(Card("XBAYROFF")?.Value) is { } x && x % 2 == 1) pattern = string.Concat(pattern[1], pattern[0], pattern[3], pattern[2]);
        if (Whole(Card("YBAYROFF")?.Value) is { } y && y % 2 == 1) pattern = string.Concat(pattern[2], pattern[3], pattern[0], pattern[1]);
        return pattern;
    }

    static int? Whole(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 64 && double.IsInteger(number) ? (int)number : null;

    SkyPosition? Position()
    {
        foreach (var rule in dialect.Position)
        {
            if (!HeaderPattern.Holds(rule.When, header, primary) || Card(rule.Ra) is not { } ra || Card(rule.Dec) is not { } dec) continue;
            if (!HeaderAngle.TryParse(ra.Value, out var right, out var isSexagesimal) || !HeaderAngle.TryParse(dec.Value, out var declination, out _)) continue;
            if (right == 0 && declination == 0 && !dialect.ZeroPosition) continue;
            if (isSexagesimal || rule.Unit == AngleUnit.Hours) right *= 15;
            if (right is >= 0 and <= 360 && declination is >= -90 and <= 90) return new(right, declination);
        }
        Miss("position", dialect.Position.Select(rule => $"{rule.Ra}/{rule.Dec}"));
        return null;
    }

    /// <summary>Notes a fact that is not there, if frames of this kind need it.</summary>
    void Miss(string fact, IEnumerable<string?> keys)
    {
        var matters = kind switch
        {
            FrameKind.Science => true,
            FrameKind.Flat => fact is "filter" or "exposure",
            FrameKind.Dark => fact is "exposure",
            _ => false,
        };
        if (!matters) return;
        var looked = string.Join(", ", keys.OfType<string>().Distinct());
        var consequence = kind == FrameKind.Science ? Consequence(fact) : "";
        missing.Add(new(fact, looked.Length == 0 ? $"No {fact}: this dialect knows no keyword for it{consequence}." : $"No {fact}: {looked} missing or not usable{consequence}."));
    }

    /// <summary>What the observer loses, and which setting helps.</summary>
    static string Consequence(string fact) => fact switch
    {
        "gain" => "; one electron per count is taken ('photometry.gain')",
        "position" => "; there are no barycentric times ('time.right-ascension', 'time.declination')",
        "site" => "; barycentric times are those of the Earth's centre, at most 0.022 s off ('time.longitude', 'time.latitude')",
        "time" or "filter" => "; the frame cannot be measured",
        _ => "",
    };

    static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
