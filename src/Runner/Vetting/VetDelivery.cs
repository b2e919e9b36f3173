using System.CommandLine;
using System.Text;
using Nocturne.Runner.Commands;
using Nocturne.Streams.Export;

namespace Nocturne.Runner.Vetting;

/// <summary>Where results go: the options that say so, and the writing.</summary>
/// <param name="name">Name of the page.</param>
sealed class VetDelivery(string name)
{
    readonly Option<string?> target = new("--out", "-o") { Description = "File for the JSON, in place of the standard output, which then gets a few lines to read." };
    readonly Option<string?> page = new("--page") { Description = $"Folder for a page that needs no network ({name}.html) and the plots as PNG files." };
    readonly Option<bool> brief = new("--brief") { Description = "Leave arrays and images out of the JSON." };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { target, page, brief }) command.Options.Add(option);
    }

    /// <summary>Writes what the command line asks for.</summary>
    /// <exception cref="Streams.Store.StoreException">The disk is full or refuses.</exception>
    public ExitCode Deliver(VetOutcome outcome, ParseResult parsed, CommandOutput output)
    {
        foreach (var remark in VetText.Remarks(outcome)) output.Errors.WriteLine(remark);
        if (outcome.Code == ExitCode.UnusableInput) return outcome.Code;
        if (parsed.GetValue(page) is { } folder) VetPage.Write(outcome, folder, name);
        var json = outcome.Json(withDetail: !parsed.GetValue(brief));
        if (parsed.GetValue(target) is { } path)
        {
            AtomicFile.Write(path, file => file.Write(json));
            foreach (var line in VetText.Lines(outcome)) output.Results.WriteLine(line);
        }
        else output.Results.Write(Encoding.UTF8.GetString(json));

        return outcome.Code;
    }
}
