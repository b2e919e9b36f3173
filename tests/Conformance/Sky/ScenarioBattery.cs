using System.Globalization;

namespace Nocturne.Conformance.Sky;

/// <summary>Plays many random scenarios: <c>scenarios --count N [--seed S]</c>.</summary>
public static class ScenarioBattery
{
    /// <summary>Good frames in a row that may pass before the field is found again, at most.</summary>
    const int Patience = 2;

    public static IEnumerable<CaseResult> Run(int first, int count)
    {
        var outcomes = Enumerable.Range(first, count).AsParallel().AsOrdered().Select(seed => (Scenario: SkyScenario.FromSeed(seed), Outcome: ScenarioNight.Play(SkyScenario.FromSeed(seed))));
        var total = new ScenarioOutcome();
        var scenarios = 0;
        foreach (var (scenario, outcome) in outcomes)
        {
            scenarios++;
            total.Frames += outcome.Frames;
            total.Placed += outcome.Placed;
            total.ByFewStars += outcome.ByFewStars;
            total.Good += outcome.Good;
            total.Missed += outcome.Missed;
            total.Rows += outcome.Rows;
            total.WrongRows += outcome.WrongRows;
            total.FalseSources += outcome.FalseSources;
            total.Joined += outcome.Joined;
            total.Refused += outcome.Refused;
            total.WrongNumbers += outcome.WrongNumbers;
            total.SquaredErrors += outcome.SquaredErrors;
            total.LongestMiss = Math.Max(total.LongestMiss, outcome.LongestMiss);
            if (outcome.WrongRows > 0 || outcome.WrongNumbers > 0 || outcome.LongestMiss > Patience || outcome.FalseSources > 0)
                yield return CaseResult.Failed(scenario.ToString(), string.Join("; ", outcome.Faults.Take(3).Append($"{outcome.FalseSources} false sources")));
        }
        yield return new($"{scenarios} scenarios", total.WrongRows + total.WrongNumbers == 0, string.Create(CultureInfo.InvariantCulture,
            $"{total.WrongRows} of {total.Rows} rows of a wrong star, rms {Math.Sqrt(total.SquaredErrors / Math.Max(1, total.Rows)):F3} px; {total.Placed} of {total.Frames} frames placed ({total.ByFewStars} by few stars), {total.Missed} of {total.Good} good ones missed, {total.LongestMiss} in a row at most; {total.FalseSources} false sources; {total.Joined} pairs of cameras numbered as one, {total.Refused} refused, {total.WrongNumbers} wrong numbers"));
    }
}
