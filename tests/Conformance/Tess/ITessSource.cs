using System.Text.Json;
using Nocturne.Core.Vetting;

namespace Nocturne.Conformance.Tess;

/// <summary>Where the stamps of a file of the set come from.</summary>
interface ITessSource
{
    /// <summary>Compares what was read with what is to be found in the file.</summary>
    CaseResult CompareReader(string title, JsonElement expected);

    /// <summary>The input that a run describes, and the number of cadences passed in.</summary>
    (VettingInput Input, int Cadences) Input(JsonElement run);
}
