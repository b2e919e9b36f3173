using System.CommandLine;

namespace Nocturne.Runner.Live;

/// <summary>The options of the commands that can show a night while it runs.</summary>
sealed class ServeOptionSet
{
    readonly Option<string?> serve = new("--serve") { Description = "Show the night in a browser, at an address such as 127.0.0.1:8080." };
    readonly Option<string?> token = new("--token") { Description = "What viewers must know; needed for an address that other machines can reach." };

    /// <summary>Adds the options to a command.</summary>
    public ServeOptionSet AddTo(Command command)
    {
        command.Options.Add(serve);
        command.Options.Add(token);
        return this;
    }

    /// <summary>The assignments that the options stand for.</summary>
    public IEnumerable<string> Assignments(ParseResult parsed)
    {
        if (parsed.GetValue(serve) is { } address) yield return $"page.serve={Quoted(address)}";
        if (parsed.GetValue(token) is { } secret) yield return $"page.token={Quoted(secret)}";
    }

    static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
