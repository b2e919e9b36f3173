using System.CommandLine;
using System.Globalization;

namespace Nocturne.Runner.Measuring;

/// <summary>Options whose text has a form of its own.</summary>
static class OptionText
{
    /// <summary>Two numbers with a comma between them; none when the option is not given.</summary>
    public static (double First, double Second)? Pair(ParseResult parsed, Option<string?> option)
    {
        if (parsed.GetValue(option) is not { } text) return null;
        var parts = text.Split(',');
        return parts.Length == 2 && double.TryParse(parts[0], CultureInfo.InvariantCulture, out var first) && double.TryParse(parts[1], CultureInfo.InvariantCulture, out var second)
            ? (first, second)
            : throw new CommandException(ExitCode.Usage, $"{option.Name} takes two numbers with a comma between them, not '{text}'.");
    }

    /// <summary>One or two whole numbers; one stands for both.</summary>
    public static (int First, int Second)? Sides(ParseResult parsed, Option<string?> option)
    {
        if (parsed.GetValue(option) is not { } text) return null;
        var parts = text.Split(',');
        return parts.Length is 1 or 2 && int.TryParse(parts[0], CultureInfo.InvariantCulture, out var first) && int.TryParse(parts[^1], CultureInfo.InvariantCulture, out var second)
            ? (first, second)
            : throw new CommandException(ExitCode.Usage, $"{option.Name} takes one or two whole numbers with a comma between them, not '{text}'.");
    }

    /// <summary>Names for the values of an enumeration, as the command line writes them.</summary>
    public static T Choice<T>(ParseResult parsed, Option<string> option, params ReadOnlySpan<(string Name, T Value)> choices)
    {
        var text = parsed.GetValue(option)!;
        foreach (var (name, value) in choices)
        {
            if (name.Equals(text, StringComparison.OrdinalIgnoreCase)) return value;
        }

        var names = new List<string>();
        foreach (var choice in choices) names.Add(choice.Name);
        throw new CommandException(ExitCode.Usage, $"{option.Name} takes {string.Join(", ", names[..^1])} or {names[^1]}, not '{text}'.");
    }

    /// <summary>Runs what checks its options, and passes its sentence on.</summary>
    public static T Valid<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (ArgumentException fault)
        {
            throw new CommandException(ExitCode.Usage, fault.Message.Split(" (Parameter")[0], fault);
        }
    }
}
