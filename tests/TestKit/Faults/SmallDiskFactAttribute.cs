using Xunit;

namespace Nocturne.TestKit.Faults;

/// <summary>A fact that needs a small disk; it is skipped, with the reason, where none can be mounted.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SmallDiskFactAttribute : FactAttribute
{
    public SmallDiskFactAttribute()
    {
        if (!SmallDisk.IsPossible) Skip = "No small disk can be mounted here: it takes Linux, and root or 'unshare --map-root-user --mount'.";
    }
}
