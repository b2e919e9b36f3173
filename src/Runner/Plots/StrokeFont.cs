namespace Nocturne.Runner.Plots;

/// <summary>Letters made of straight strokes, as pen plotters draw them, so that pictures need no font of the system.</summary>
/// <remarks>A glyph is a list of strokes, a stroke a row of points, a point two digits: x from 0 to 4, y from 0 (lowest) over 2 (base line) to 8 (top of capitals).</remarks>
static class StrokeFont
{
    const double BaseLine = 2;
    const double UnitsPerSize = 8.4;
    const double Space = 2.6;
    const double Gap = 1.5;

    /// <summary>What stands for a letter that is not known.</summary>
    const string Unknown = "0208484202";

    static readonly Dictionary<char, string> Glyphs = new()
    {
        ['0'] = "120307183847433212",
        ['1'] = "172822 1232",
        ['2'] = "07183847460242",
        ['3'] = "0718384746354443321203 1535",
        ['4'] = "32380444",
        ['5'] = "480805354443321203",
        ['6'] = "473818070312324344351504",
        ['7'] = "084812",
        ['8'] = "15060718384746351504031232434435",
        ['9'] = "031232434738180706153546",
        ['A'] = "0206284642 0444",
        ['B'] = "02083847463505 3544433202",
        ['C'] = "4738180703123243",
        ['D'] = "02082846442202",
        ['E'] = "42020848 0535",
        ['F'] = "020848 0535",
        ['G'] = "47381807031232434525",
        ['H'] = "0208 4248 0545",
        ['I'] = "1232 1838 2228",
        ['J'] = "4843321203",
        ['K'] = "0208 4804 1542",
        ['L'] = "080242",
        ['M'] = "0208254842",
        ['N'] = "02084248",
        ['O'] = "120307183847433212",
        ['P'] = "02083847463505",
        ['Q'] = "120307183847433212 2442",
        ['R'] = "02083847463505 2542",
        ['S'] = "473818070615354443321203",
        ['T'] = "0848 2228",
        ['U'] = "080312324348",
        ['V'] = "082248",
        ['W'] = "0812253248",
        ['X'] = "0248 0842",
        ['Y'] = "082548 2522",
        ['Z'] = "08480242",
        ['a'] = "36160503122233 3632",
        ['b'] = "0802 0516263533221203",
        ['c'] = "3526160503122233",
        ['d'] = "3832 3526160503122233",
        ['e'] = "043435261605031232",
        ['f'] = "38281712 0626",
        ['g'] = "36312000 3526160503122233",
        ['h'] = "0802 0516263532",
        ['i'] = "1612 18",
        ['j'] = "161100 18",
        ['k'] = "0802 3603 1432",
        ['l'] = "1812",
        ['m'] = "0602 05162522 25364542",
        ['n'] = "0602 0516263532",
        ['o'] = "120305162635332212",
        ['p'] = "0600 0516263533221203",
        ['q'] = "3630 3526160503122233",
        ['r'] = "0602 051626",
        ['s'] = "3616051424332202",
        ['t'] = "18132232 0626",
        ['u'] = "0603122233 3632",
        ['v'] = "062246",
        ['w'] = "0612243246",
        ['x'] = "0632 0236",
        ['y'] = "0603122233 36312000",
        ['z'] = "06360232",
        ['.'] = "12",
        [','] = "121100",
        [':'] = "15 12",
        [';'] = "15 121100",
        ['-'] = "0535",
        ['−'] = "0545",
        ['+'] = "0545 2327",
        ['='] = "0444 0646",
        ['_'] = "0141",
        ['('] = "28171322",
        [')'] = "18272312",
        ['['] = "28181222",
        [']'] = "18282212",
        ['{'] = "28171322",
        ['}'] = "18272312",
        ['/'] = "0248",
        ['\\'] = "0842",
        ['<'] = "470543",
        ['>'] = "074503",
        ['%'] = "0248 0708181707 3233434232",
        ['\''] = "1816",
        ['\"'] = "0806 2826",
        ['*'] = "2327 0446 0644",
        ['#'] = "1218 3238 0444 0646",
        ['&'] = "4206071827260403122244",
        ['!'] = "1814 12",
        ['?'] = "07183847462524 22",
        ['|'] = "1800",
        ['~'] = "05162435",
        ['^'] = "062846",
        ['@'] = "433212030718384744342536",
        ['$'] = "473818070615354443321203 2921",
        ['`'] = "0817",
        ['µ'] = "0600 0603122233 3632",
        ['±'] = "0646 2428 0242",
        ['σ'] = "120305162635332212 1646",
        ['×'] = "0337 0733",
        ['·'] = "14",
        ['°'] = "0708181707",
    };

    /// <summary>Width of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="size">Size of the letters, as of a font.</param>
    public static double Width(string text, double size) => text.Length == 0 ? 0 : (text.Sum(Advance) - Gap) * size / UnitsPerSize;

    /// <summary>The strokes of a text that begins at (0, 0); y downwards. A stroke of one point is a dot.</summary>
    public static IEnumerable<IReadOnlyList<Dot>> Strokes(string text, double size)
    {
        var scale = size / UnitsPerSize;
        var left = 0.0;
        foreach (var letter in text)
        {
            if (letter != ' ')
            {
                foreach (var stroke in Glyph(letter).Split(' '))
                {
                    var start = left;
                    yield return [.. stroke.Chunk(2).Select(point => new Dot((start + point[0] - '0') * scale, (BaseLine - (point[1] - '0')) * scale))];
                }
            }

            left += Advance(letter);
        }
    }

    static string Glyph(char letter) => Glyphs.GetValueOrDefault(letter, Unknown);

    static double Advance(char letter) => letter == ' ' ? Space : Gap + Glyph(letter).Split(' ').SelectMany(stroke => stroke.Chunk(2)).Max(point => point[0] - '0');
}
