using System.Globalization;
using Nocturne.Streams.Night;

namespace Nocturne.Runner.Commands;

/// <summary>Prints what Nocturne makes of one file's headers, and the headers themselves.</summary>
static class FrameInspection
{
    public static void Write(IReadOnlyList<ScannedFile> images, TextWriter output)
    {
        foreach (var image in images)
        {
            if (image.Facts is not { } facts)
            {
                output.WriteLine(image.Reason);
                continue;
            }
            output.WriteLine(Line($"{image.File}, HDU {image.Hdu}: {image.Width} x {image.Height} pixels{(image.Planes > 1 ? Line($", {image.Planes} planes") : "")}{(image.Colour is { } colour ? $", colour {colour}" : "")}"));
            foreach (var (name, value) in FactLines.Of(facts)) output.WriteLine($"  {name,-14} {value}");
            foreach (var other in facts.OtherTimes) output.WriteLine($"  other time     {other}");
            foreach (var missing in facts.Missing) output.WriteLine($"  missing        {missing.Sentence}");
            foreach (var doubt in facts.Doubts) output.WriteLine($"  doubtful       {doubt}");
            output.WriteLine();
            foreach (var card in image.Header!.Cards) output.WriteLine($"    {card.Keyword,-8} {card.Value}{(string.IsNullOrEmpty(card.Comment) ? "" : $"  / {card.Comment}")}");
            output.WriteLine();
        }
    }

    static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
