using System.Text.Json;

namespace Nocturne.Core.Vetting;

/// <summary>Results of several checks in several sectors, side by side.</summary>
public sealed class VettingReport
{
    VettingReport(TransitEphemeris ephemeris, IReadOnlyList<VettingCheckReport> checks)
    {
        Ephemeris = ephemeris;
        Checks = checks;
    }

    /// <summary>The dips.</summary>
    public TransitEphemeris Ephemeris { get; }

    /// <summary>The checks, in the order asked for.</summary>
    public IReadOnlyList<VettingCheckReport> Checks { get; }

    /// <summary>Runs checks on sectors. A sector that is skipped or fails stands in the report with its flag.</summary>
    /// <param name="checks">The registry.</param>
    /// <param name="ids">The checks to run.</param>
    /// <param name="sectors">The sectors; keys must differ.</param>
    /// <exception cref="ArgumentException">There is no such check, no sector, or two sectors of the same key.</exception>
    public static VettingReport Run(VettingChecks checks, IEnumerable<string> ids, IReadOnlyList<VettingSector> sectors)
    {
        ArgumentNullException.ThrowIfNull(checks);
        ArgumentNullException.ThrowIfNull(ids);
        ArgumentNullException.ThrowIfNull(sectors);
        if (sectors.Count == 0) throw new ArgumentException("There is no sector to look at.", nameof(sectors));
        if (sectors.GroupBy(sector => sector.Key, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"Two sectors are called '{twice.Key}'.", nameof(sectors));
        var reports = new List<VettingCheckReport>();
        foreach (var id in ids)
        {
            var results = sectors.Select(sector => checks.Run(id, sector.Input)).ToArray();
            reports.Add(new(checks[id], [.. sectors.Select((sector, i) => (sector.Key, results[i]))], checks[id].Summarise(results)));
        }

        return new(sectors[0].Input.Ephemeris, reports);
    }

    /// <summary>Writes the report as one JSON object: by check, then <c>by_sector</c>, and what the sectors say together.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="withDetail">Whether arrays and images are wanted too.</param>
    public void Write(Utf8JsonWriter json, bool withDetail = true)
    {
        ArgumentNullException.ThrowIfNull(json);
        json.WriteStartObject();
        json.WriteNumber("schema_version", 1);
        json.WriteStartObject("candidate");
        VettingJson.Write(json, "period_days", Ephemeris.PeriodDays);
        VettingJson.Write(json, "t0_btjd", Ephemeris.EpochBtjd);
        VettingJson.Write(json, "duration_hours", Ephemeris.DurationHours);
        json.WritePropertyName("depth");
        ((MetricValue)Ephemeris.Depth).WriteTo(json);
        json.WriteEndObject();
        json.WriteStartObject("checks");
        foreach (var check in Checks)
        {
            json.WriteStartObject(check.Check.Id);
            json.WriteString("name", check.Check.Name);
            json.WriteStartObject("by_sector");
            foreach (var (key, result) in check.BySector)
            {
                json.WritePropertyName(key);
                VettingJson.Write(json, result, withDetail);
            }

            json.WriteEndObject();
            VettingJson.Write(json, "across_sectors", check.AcrossSectors);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
