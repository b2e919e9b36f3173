namespace Nocturne.Core.Vetting;

/// <summary>The registry of checks. It is immutable: adding or replacing a check makes a new one.</summary>
public sealed class VettingChecks
{
    readonly OrderedDictionary<string, IVettingCheck> checks = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="checks">The checks, in the order in which they are listed.</param>
    public VettingChecks(params IEnumerable<IVettingCheck> checks)
    {
        ArgumentNullException.ThrowIfNull(checks);
        foreach (var check in checks) this.checks[check.Id] = check;
    }

    /// <summary>All checks of Nocturne with their default options.</summary>
    public static VettingChecks Default { get; } = new(new ApertureDependenceCheck(), new GhostCheck());

    /// <summary>The checks, in order.</summary>
    public IReadOnlyCollection<IVettingCheck> All => checks.Values;

    /// <summary>The same registry with one more check, or with one of the same id replaced: how a check gets other options.</summary>
    public VettingChecks With(IVettingCheck check)
    {
        ArgumentNullException.ThrowIfNull(check);
        var more = new VettingChecks(checks.Values);
        more.checks[check.Id] = check;
        return more;
    }

    /// <summary>The check of an id.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public IVettingCheck this[string id] => checks.TryGetValue(id, out var check) ? check
        : throw new ArgumentException($"There is no check '{id}'; there are {string.Join(", ", checks.Keys)}.", nameof(id));

    /// <summary>Runs one check. Whatever goes wrong in it is a result with the status error.</summary>
    /// <exception cref="ArgumentException">There is no such check.</exception>
    public VettingResult Run(string id, VettingInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var check = this[id];
        try
        {
            var result = check.Run(input);
            return result with { Provenance = Provenance(input), Notes = [.. result.Notes, .. input.Notes], IsProvisional = input.IsProvisional };
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return new()
            {
                Id = check.Id,
                Name = check.Name,
                Status = VettingStatus.Error,
                Flags = [$"ERROR:{e.GetType().Name}"],
                Notes = [new("failed", e.Message), .. input.Notes],
                Provenance = Provenance(input),
                IsProvisional = input.IsProvisional,
            };
        }
    }

    /// <summary>Runs several checks, in the order asked for.</summary>
    /// <exception cref="ArgumentException">There is no such check.</exception>
    public IReadOnlyList<VettingResult> Run(IEnumerable<string> ids, VettingInput input)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return [.. ids.Select(id => Run(id, input))];
    }

    static OrderedDictionary<string, MetricValue> Provenance(VettingInput input)
    {
        var made = new OrderedDictionary<string, MetricValue>
        {
            ["period_days"] = input.Ephemeris.PeriodDays,
            ["t0_btjd"] = input.Ephemeris.EpochBtjd,
            ["duration_hours"] = input.Ephemeris.DurationHours,
            ["n_cadences_passed_in"] = input.Pixels?.CadenceCount ?? 0,
        };
        if (input.Quality is not { } quality) return made;
        made["quality_policy"] = quality.Policy.Name;
        made["quality_mask"] = quality.Policy.Mask;
        made["n_cadences_in_file"] = quality.Total;
        made["n_dropped_by_quality_policy"] = quality.Dropped;
        made["n_dropped_without_time"] = quality.DroppedWithoutTime;
        made["n_in_transit_in_file"] = quality.InTransit;
        made["n_dropped_in_transit"] = quality.DroppedInTransit;
        foreach (var bit in quality.Bits)
        {
            made[$"n_dropped_bit_{(uint)bit.Bit}"] = bit.Cadences;
            made[$"n_dropped_in_transit_bit_{(uint)bit.Bit}"] = bit.InTransit;
        }

        return made;
    }
}
