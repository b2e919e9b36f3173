using Xunit;

namespace Nocturne.TestKit;

/// <summary>A theory that needs the reference data, or one file or folder of them; it is skipped, with the reason, when that is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ReferenceTheoryAttribute : TheoryAttribute
{
    /// <param name="parts">Path of what is needed below the reference folder; nothing means the folder itself.</param>
    public ReferenceTheoryAttribute(params string[] parts)
    {
        if (ReferenceData.File(parts) is null) Skip = ReferenceSkip.Reason(parts);
    }
}
