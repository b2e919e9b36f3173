namespace Nocturne.Core.Simulation;

/// <summary>Scatters the stars of a night.</summary>
static class StarField
{
    const int TriesPerStar = 500;

    public static IReadOnlyList<SimulatedStar> Make(SimulationPlan plan)
    {
        var options = plan.Stars;
        if (options.Given is not null) return options.Given;
        var random = new RandomStream(plan.Seed, RandomPurpose.Stars);
        var fluxes = new double[options.Count];
        var (low, high) = (Math.Log(options.FaintestFlux), Math.Log(options.BrightestFlux));
        for (var i = 0; i < fluxes.Length; i++) fluxes[i] = Math.Round(Math.Exp(random.NextUniform(low, high)));
        Array.Sort(fluxes, (left, right) => right.CompareTo(left));

        var stars = new List<SimulatedStar>(fluxes.Length);
        foreach (var flux in fluxes)
        {
            var (x, y) = Place(stars, plan, random);
            stars.Add(new(stars.Count + 1, x, y, flux));
        }

        return stars;
    }

    /// <summary>A position far enough from all stars; after many tries the loneliest one seen.</summary>
    static (double X, double Y) Place(List<SimulatedStar> stars, SimulationPlan plan, RandomStream random)
    {
        var border = plan.Stars.Border ?? Math.Min(plan.Width, plan.Height) / 16.0;
        var wanted = plan.Stars.MinimumSeparation * plan.Stars.MinimumSeparation;
        (double X, double Y) best = default;
        var bestSquare = -1.0;
        for (var attempt = 0; attempt < TriesPerStar; attempt++)
        {
            var (x, y) = (random.NextUniform(border, plan.Width - border), random.NextUniform(border, plan.Height - border));
            var square = double.PositiveInfinity;
            foreach (var star in stars) square = Math.Min(square, ((star.X - x) * (star.X - x)) + ((star.Y - y) * (star.Y - y)));
            if (square >= wanted) return (x, y);
            if (square > bestSquare) (best, bestSquare) = ((x, y), square);
        }

        return best;
    }
}
