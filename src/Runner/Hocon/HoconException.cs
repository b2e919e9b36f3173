namespace Nocturne.Runner.Hocon;

/// <summary>A fault in a settings file, in one sentence that begins with the file and the line.</summary>
public sealed class HoconException : Exception
{
    /// <param name="origin">Where the fault is.</param>
    /// <param name="problem">The sentence, without the place.</param>
    /// <param name="path">The setting it concerns, if that is known.</param>
    public HoconException(HoconOrigin origin, string problem, string? path = null)
        : base($"{origin}: {problem}")
    {
        Origin = origin;
        Path = path;
        Problems = [Message];
    }

    HoconException(IReadOnlyList<HoconException> faults)
        : base(string.Join(Environment.NewLine, faults.Select(fault => fault.Message)))
    {
        Origin = faults[0].Origin;
        Path = faults[0].Path;
        Problems = [.. faults.Select(fault => fault.Message)];
    }

    public HoconOrigin Origin { get; }

    /// <summary>The setting it concerns, such as "background.box"; null where no setting is meant.</summary>
    public string? Path { get; }

    /// <summary>All faults that were found, a sentence each.</summary>
    public IReadOnlyList<string> Problems { get; }

    /// <summary>One exception for several faults, so that a user can mend them in one go.</summary>
    public static HoconException All(IReadOnlyList<HoconException> faults) => faults.Count == 1 ? faults[0] : new(faults);
}
