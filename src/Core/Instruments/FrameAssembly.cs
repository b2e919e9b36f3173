using Nocturne.Core.Fits;

namespace Nocturne.Core.Instruments;

/// <summary>Finds out which images of a file are amplifiers or windows of one chip and belong together, and cuts unexposed margins off.</summary>
/// <remarks>
/// Amplifiers say where they belong by DETSEC (or CCDSEC), in pixels of the detector, which of their pixels are light by TRIMSEC or DATASEC, and
/// which are not by BIASSEC; the binning by CCDSUM. Windows of the HiPERCAM pipeline say it by LLX, LLY, XBIN and YBIN. Several chips in a file are
/// told apart by CCD, CCDNAME or DETECTOR. Any other image is a frame of its own.
/// </remarks>
public static class FrameAssembly
{
    /// <summary>A frame that would consist of more nothing than this many times its pixels is not put together.</summary>
    const int LargestGap = 8;

    /// <summary>Names of extensions that accompany an image and show no sky.</summary>
    static readonly HashSet<string> Companions = new(StringComparer.OrdinalIgnoreCase)
    {
        "ERR", "ERROR", "UNCERT", "VAR", "VARIANCE", "RMS", "STD", "NOISE", "DQ", "BPM", "MASK", "PIXELMASK", "FLAGS", "WHT", "WEIGHT", "CON", "CTX", "SAMP", "BKG", "BACKGROUND",
    };

    static readonly string[] ChipKeys = ["CCD", "CCDNAME", "CCDID", "DETECTOR"];

    sealed record Part(FitsImageHdu Image, string Chip, ImageSection Data, ImageSection Place, ImageSection? Overscan, int BinX, int BinY);

    /// <summary>The frames of a file, in its order; noise and quality maps beside them are none.</summary>
    /// <param name="images">Its images.</param>
    public static IEnumerable<AssembledFrame> Of(IEnumerable<FitsImageHdu> images)
    {
        var every = images.ToList();
        var all = every.FindAll(image => !Companions.Contains(image.ExtensionName.Trim()));
        if (all.Count == 0) all = every;
        var parts = all.Select(PartOf).ToList();
        var done = new HashSet<FitsImageHdu>();
        for (var i = 0; i < all.Count; i++)
        {
            if (!done.Add(all[i])) continue;
            var group = parts[i] is { } part ? [.. parts.OfType<Part>().Where(other => other.Chip == part.Chip)] : new List<Part>();
            if (group.Count > 1 && Together(group) is { } frame)
            {
                done.UnionWith(frame.Images);
                yield return frame;
            }
            else
            {
                yield return Alone(all[i]);
            }
        }
    }

    /// <summary>Where an image lies on its chip; null if it does not say so.</summary>
    static Part? PartOf(FitsImageHdu image)
    {
        var header = image.Header;
        var chip = ChipKeys.Select(header.GetString).FirstOrDefault(name => !string.IsNullOrWhiteSpace(name))?.Trim() ?? "";
        if (header.GetLong("LLX") is { } llx && header.GetLong("LLY") is { } lly && llx > 0 && lly > 0)
        {
            var (binX, binY) = ((int)Math.Max(1, header.GetLong("XBIN") ?? 1), (int)Math.Max(1, header.GetLong("YBIN") ?? 1));
            return new(image, chip, new(0, 0, image.Width, image.Height), new((int)llx - 1, (int)lly - 1, image.Width * binX, image.Height * binY), null, binX, binY);
        }
        if ((ImageSection.Parse(header.GetString("DETSEC")) ?? ImageSection.Parse(header.GetString("CCDSEC"))) is not { } place) return null;
        var (data, overscan, _) = Margins(image);
        var (x, y) = Binning(header, place, data);
        return place.Width / x == data.Width && place.Height / y == data.Height ? new(image, chip, data, place, overscan, x, y) : null;
    }

    static (int X, int Y) Binning(FitsHeader header, ImageSection place, ImageSection data)
    {
        var words = header.GetString("CCDSUM")?.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words is [var first, var second] && int.TryParse(first, out var x) && int.TryParse(second, out var y) && x > 0 && y > 0 ? (x, y)
            : (Math.Max(1, place.Width / Math.Max(1, data.Width)), Math.Max(1, place.Height / Math.Max(1, data.Height)));
    }

    static AssembledFrame? Together(List<Part> parts)
    {
        var (binX, binY) = (parts[0].BinX, parts[0].BinY);
        if (parts.Any(part => part.BinX != binX || part.BinY != binY || part.Image.PlaneCount != parts[0].Image.PlaneCount)) return null;
        for (var i = 0; i < parts.Count; i++)
            for (var j = i + 1; j < parts.Count; j++)
                if (parts[i].Place.Overlaps(parts[j].Place)) return null;

        var (left, low) = (parts.Min(part => part.Place.X), parts.Min(part => part.Place.Y));
        var (width, height) = ((parts.Max(part => part.Place.Right) - left) / binX, (parts.Max(part => part.Place.Top) - low) / binY);
        if ((long)width * height > LargestGap * parts.Sum(part => (long)part.Data.Width * part.Data.Height)) return null;
        var gains = parts.ConvertAll(part => part.Image.Header.GetDouble("GAIN") is > 0 and var gain ? gain : double.NaN);
        var common = gains.TrueForAll(double.IsFinite) ? gains.Average() : double.NaN;
        var pieces = parts.Zip(gains, (part, gain) => PieceOf(part, (part.Place.X - left) / binX, (part.Place.Y - low) / binY, double.IsFinite(common) ? gain / common : 1));
        List<string> sentences = [$"{parts.Count} images of the file are put together to one frame of {width} x {height} pixels."];
        if (parts.Exists(part => part.Overscan is not null)) sentences.Add("The medians of the overscans are taken off.");
        if (gains.Distinct().Count() > 1 && double.IsFinite(common)) sentences.Add(FormattableString.Invariant($"The amplifiers have different gains; all counts are brought to the mean of {common:G6} electrons per ADU."));
        return new([.. parts.Select(part => part.Image)], new(width, height, [.. pieces]), sentences) { CommonGain = gains.Distinct().Count() > 1 && double.IsFinite(common) ? common : null };
    }

    static FramePiece PieceOf(Part part, int x, int y, double factor)
    {
        var (data, place) = (part.Data, part.Place);
        var (backX, backY) = (place.FlippedX != data.FlippedX, place.FlippedY != data.FlippedY);
        return new(part.Image.Index, backX ? data.Right - 1 : data.X, backY ? data.Top - 1 : data.Y, x, y, data.Width, data.Height)
        {
            StepX = backX ? -1 : 1,
            StepY = backY ? -1 : 1,
            Overscan = part.Overscan,
            Factor = (float)factor,
        };
    }

    /// <summary>A single image, without its margins if it says that it has some.</summary>
    static AssembledFrame Alone(FitsImageHdu image)
    {
        var (data, overscan, fault) = Margins(image);
        if (fault is not null) return new([image], null, [fault]);
        if (overscan is null && data.Width == image.Width && data.Height == image.Height) return new([image], null, []);
        var layout = new FrameLayout(data.Width, data.Height, [new(image.Index, data.X, data.Y, 0, 0, data.Width, data.Height) { Overscan = overscan }]);
        var margin = overscan is null ? "" : ", and the median of the overscan is taken off";
        return new([image], layout, [$"{image.Width} x {image.Height} pixels are trimmed to {data.Width} x {data.Height}{margin}."]);
    }

    /// <summary>Exposed and unexposed pixels. A header that was kept when the margins were cut off names pixels that are not there: then all are light.</summary>
    static (ImageSection Data, ImageSection? Overscan, string? Fault) Margins(FitsImageHdu image)
    {
        var whole = new ImageSection(0, 0, image.Width, image.Height);
        var trim = ImageSection.Parse(image.Header.GetString("TRIMSEC")) ?? ImageSection.Parse(image.Header.GetString("DATASEC"));
        var overscan = ImageSection.Parse(image.Header.GetString("BIASSEC"));
        if (trim is null) return (whole, null, null);
        if (!trim.Value.IsWithin(image.Width, image.Height) || (overscan is { } named && !named.IsWithin(image.Width, image.Height)))
            return (whole, null, "TRIMSEC and BIASSEC name pixels that the image does not have: it seems to be trimmed already, and is taken as it is.");
        return (trim.Value, overscan is { } margin && !margin.Overlaps(trim.Value) ? margin : null, null);
    }
}
