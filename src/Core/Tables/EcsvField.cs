using System.Text;

namespace Nocturne.Core.Tables;

/// <summary>One field of a row.</summary>
/// <param name="Text">Its text, without the quotes around it.</param>
readonly record struct EcsvField(string Text)
{
    /// <summary>Nothing stands there: a missing value. A text of no length cannot be told from it.</summary>
    public bool IsMissing => Text.Length == 0;

    /// <summary>Splits a line. Blanks: one or more separate fields; comma: exactly one does. A quote inside quotes is doubled.</summary>
    /// <returns>The fields, or null when a quotation is not closed.</returns>
    public static List<EcsvField>? Split(string line, char delimiter)
    {
        var fields = new List<EcsvField>();
        var at = 0;
        while (true)
        {
            if (delimiter == ' ')
            {
                while (at < line.Length && line[at] is ' ' or '\t') at++;
                if (at == line.Length) return fields;
            }

            if (!TryTake(line, delimiter, ref at, out var text)) return null;
            fields.Add(new(text));
            if (at == line.Length) return fields;
            if (delimiter == ',') at++;
        }
    }

    static bool TryTake(string line, char delimiter, ref int at, out string text)
    {
        if (at < line.Length && line[at] == '"')
        {
            var quoted = new StringBuilder();
            for (at++; at < line.Length; at++)
            {
                if (line[at] != '"')
                {
                    quoted.Append(line[at]);
                }
                else if (at + 1 < line.Length && line[at + 1] == '"')
                {
                    quoted.Append('"');
                    at++;
                }
                else
                {
                    at++;
                    var rest = at;
                    while (at < line.Length && !Separates(line[at], delimiter)) at++;
                    text = quoted.Append(line, rest, at - rest).ToString();
                    return true;
                }
            }

            text = "";
            return false;
        }

        var start = at;
        while (at < line.Length && !Separates(line[at], delimiter)) at++;
        text = line[start..at];
        return true;
    }

    static bool Separates(char c, char delimiter) => delimiter == ',' ? c == ',' : c is ' ' or '\t';
}
