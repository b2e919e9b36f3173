using Nocturne.Conformance.Stdpipe;
using Nocturne.TestKit;

namespace Nocturne.Core.Tests.Detection;

/// <summary>Backgrounds of photutils and SEP, catalogues of SEP: the comparisons of the conformance runner.</summary>
public class ReferenceTableTests
{
    [ReferenceTheory("stdpipe", "manifest.json")]
    [InlineData("background")]
    [InlineData("extract")]
    public void Tables_of_other_programs_are_met(string section)
    {
        var results = StdpipeSet.Run(ReferenceData.Required("stdpipe"), [section]).ToArray();
        Assert.NotEmpty(results);
        Assert.All(results, result => Assert.True(result.Passed, result.ToString()));
    }
}
