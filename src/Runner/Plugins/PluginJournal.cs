using Microsoft.Extensions.Logging;

namespace Nocturne.Runner.Plugins;

/// <summary>Names a plug-in that fails in the log, once.</summary>
/// <param name="name">Class of the plug-in.</param>
/// <param name="consequence">What becomes of its work, a sentence.</param>
/// <param name="log">Where to.</param>
sealed class PluginJournal(string name, string consequence, ILogger log)
{
    int told;

    /// <summary>Notes a failure.</summary>
    public void Failed(Exception fault)
    {
        if (Interlocked.Exchange(ref told, 1) == 0)
            log.LogWarning(fault, "The plug-in {Plugin} failed: {Message} {Consequence} It is named only once.", name, Sentence(fault.Message), consequence);
    }

    static string Sentence(string message) => message.EndsWith('.') ? message : message + ".";
}
