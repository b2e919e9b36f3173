namespace Nocturne.Core.Vetting;

/// <summary>One dip as V10 groups cadences: runs of in-transit cadences whose numbers differ by at most ten.</summary>
/// <param name="MidTime">Time of the middle cadence [BTJD].</param>
/// <param name="Cadences">Indices of its cadences among the valid ones.</param>
public sealed record TransitGroup(double MidTime, int[] Cadences)
{
    /// <summary>The largest step of the index within a group.</summary>
    const int LargestStep = 10;

    /// <summary>Groups the in-transit cadences.</summary>
    /// <param name="times">Times of the valid cadences.</param>
    /// <param name="inTransit">Indices of those in transit, ascending.</param>
    public static IReadOnlyList<TransitGroup> Find(ReadOnlySpan<double> times, ReadOnlySpan<int> inTransit)
    {
        var groups = new List<TransitGroup>();
        var start = 0;
        for (var i = 1; i <= inTransit.Length; i++)
        {
            if (i < inTransit.Length && inTransit[i] - inTransit[i - 1] <= LargestStep) continue;
            var members = inTransit[start..i].ToArray();
            groups.Add(new(times[members[members.Length / 2]], members));
            start = i;
        }

        return groups;
    }
}
