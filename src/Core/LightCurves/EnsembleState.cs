using Nocturne.Core.Photometry;

namespace Nocturne.Core.LightCurves;

/// <summary>An ensemble while it is learnt: levels, weights and scatters that belong together.</summary>
sealed partial class EnsembleState
{
    const int Rounds = 30;
    const double Settled = 1e-6;

    /// <summary>Measured variances of few frames are themselves uncertain: those of the errors count like so many frames more.</summary>
    const double FramesOfTrust = 10;

    /// <summary>Frames that are needed for a second look at means of many.</summary>
    const int FramesForMeans = 60;

    const int MostMeans = 25;

    /// <summary>Share of frames that may be far off without making a star a variable: hits of cosmic rays, satellites.</summary>
    const double HitShare = 0.005;

    readonly StarSeries[] stars;
    readonly bool[][] usable;
    readonly int frames;
    readonly double clearShare;
    readonly double[] weights;      // Σ w of the stars that a frame has
    readonly double[] light;        // Σ w r
    readonly double[] noise;        // Σ w² σ_r²
    bool[] clear;

    public EnsembleState(StarSeries[] stars, double clearShare)
    {
        (this.stars, this.clearShare, frames) = (stars, clearShare, stars[0].Length);
        usable = [.. stars.Select(star => Enumerable.Range(0, frames).Select(star.IsUsable).ToArray())];
        (weights, light, noise, Level) = (new double[frames], new double[frames], new double[frames], new double[frames]);
        (Usual, Weight, Scatter, Expected, Formal) = (new double[stars.Length], new double[stars.Length], new double[stars.Length], new double[stars.Length], new double[stars.Length]);
        clear = new bool[frames];
        Array.Fill(clear, true);
        for (var star = 0; star < stars.Length; star++)
        {
            Usual[star] = MedianOver(star, frame => stars[star].Flux[frame]);
            Formal[star] = MedianOver(star, frame => Square(stars[star].Error[frame] / stars[star].Flux[frame]));
            Weight[star] = 1 / Formal[star];
        }
    }

    /// <summary>Light that comes through in each frame; 1 in the usual clear one.</summary>
    double[] Level { get; }

    /// <summary>Usual flux of each star.</summary>
    public double[] Usual { get; }

    public double[] Weight { get; }

    /// <summary>Measured relative scatter of a point of each star against the others.</summary>
    public double[] Scatter { get; }

    /// <summary>What the errors explain of it.</summary>
    public double[] Expected { get; }

    /// <summary>Median relative variance of a star's points by their errors.</summary>
    double[] Formal { get; }

    /// <summary>Repeats until weights and levels no longer change, with what single hits spoilt left out.</summary>
    public void Settle()
    {
        SettleOn();
        if (MaskHits()) SettleOn();
    }

    void SettleOn()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var before = (double[])Weight.Clone();
            for (var inner = 0; inner < 3; inner++)
            {
                Combine();
                FindClearFrames();
                Rescale();
            }

            Combine();
            for (var star = 0; star < stars.Length; star++) Weigh(star);
            if (!before.Zip(Weight).Any(pair => Math.Abs(pair.First - pair.Second) > Settled * pair.Second)) break;
        }

        Combine();
    }

    /// <summary>The star that varies most beyond what is allowed; null when none does.</summary>
    public (int Star, ComparisonFault Fault, double Excess)? WorstStar(EnsembleOptions options)
    {
        var suspects = Suspects(options);
        return suspects.Count == 0 ? null : suspects[0];
    }

    /// <summary>All stars that vary beyond what is allowed, the worst first.</summary>
    public List<(int Star, ComparisonFault Fault, double Excess)> Suspects(EnsembleOptions options)
    {
        var suspects = new List<(int, ComparisonFault, double)>();
        if (stars.Length < 2) return suspects;
        var excesses = Enumerable.Range(0, stars.Length).Select(Excess).ToArray();

        // What all stars share, such as errors that are too small, makes none of them a variable. Two stars share what either of them does.
        var canShare = stars.Length > 2;
        var common = canShare ? Math.Max(1, SigmaClip.Median(excesses.Select(excess => excess.Points).ToArray())) : 1;
        var commonOfMeans = canShare ? Math.Max(1, SigmaClip.Median(excesses.Select(excess => excess.Means).ToArray())) : 1;
        var found = new List<(int Star, ComparisonFault Fault, double Excess, double Beyond)>();
        for (var star = 0; star < stars.Length; star++)
        {
            var (points, means, pointCount, meanCount) = excesses[star];
            var limit = common * Limit(options.VariableFactor, pointCount, options);
            var limitOfMeans = commonOfMeans * Limit(2 * options.VariableFactor, meanCount, options);
            if (points > limit) found.Add((star, ComparisonFault.Variable, Math.Sqrt(points), points / limit));
            else if (means > limitOfMeans) found.Add((star, ComparisonFault.Drifting, Math.Sqrt(means), means / limitOfMeans));
        }

        suspects.AddRange(found.OrderByDescending(star => star.Beyond).Select(star => (star.Star, star.Fault, star.Excess)));
        return suspects;
    }

    /// <summary>The reduced χ² that chance does not reach (Wilson and Hilferty 1931, PNAS 17, 684), and at least the factor that matters.</summary>
    static double Limit(double factor, int count, EnsembleOptions options)
    {
        if (count < 3) return double.PositiveInfinity;
        var width = 2.0 / (9 * (count - 1));
        return Math.Max(factor, Math.Pow(1 - width + (options.VariableSigmas * Math.Sqrt(width)), 3));
    }

    void Combine()
    {
        Array.Clear(weights);
        Array.Clear(light);
        Array.Clear(noise);
        for (var star = 0; star < stars.Length; star++)
        {
            var (flux, error, seen) = (stars[star].Flux, stars[star].Error, usable[star]);
            var (weight, unit) = (Weight[star], Weight[star] / Usual[star]);
            for (var frame = 0; frame < frames; frame++)
            {
                if (!seen[frame]) continue;
                weights[frame] += weight;
                light[frame] += unit * flux[frame];
                noise[frame] += Square(unit * error[frame]);
            }
        }

        for (var frame = 0; frame < frames; frame++) Level[frame] = weights[frame] > 0 ? light[frame] / weights[frame] : double.NaN;
    }

    void FindClearFrames()
    {
        var levels = Array.FindAll(Level, double.IsFinite);
        Array.Sort(levels);
        if (levels.Length == 0) return;
        var limit = clearShare * levels[(int)(0.9 * (levels.Length - 1))];
        var found = Array.ConvertAll(Level, level => level >= limit);

        // A night that was never clear is learnt from as it is.
        clear = found.Count(isClear => isClear) >= Math.Max(5, levels.Length / 4) ? found : Array.ConvertAll(Level, double.IsFinite);
    }

    void Rescale()
    {
        var levels = new List<double>(frames);
        for (var frame = 0; frame < frames; frame++)
            if (clear[frame]) levels.Add(Level[frame]);
        var unit = SigmaClip.Median(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(levels));
        for (var frame = 0; frame < frames; frame++) Level[frame] /= unit;
        for (var star = 0; star < stars.Length; star++)
        {
            var usual = MedianOver(star, frame => stars[star].Flux[frame] / Level[frame]);
            if (usual > 0 && double.IsFinite(usual)) Usual[star] = usual;
        }
    }

    void Weigh(int star)
    {
        var (deviations, variances) = Deviations(star);
        var others = OthersWeight(star);
        if (deviations.Length == 0 || others <= 0)
        {
            (Scatter[star], Expected[star]) = (double.NaN, Math.Sqrt(Formal[star]));
            return;
        }

        Expected[star] = Math.Sqrt(SigmaClip.Median((double[])variances.Clone()));
        var sorted = (double[])deviations.Clone();
        Array.Sort(sorted);
        Scatter[star] = SigmaClip.MadToSigma * SigmaClip.MadOfSorted(sorted, SigmaClip.MedianOfSorted(sorted)) * Math.Sqrt(deviations.Length / Math.Max(1.0, deviations.Length - 1));

        // The variance of the others is that of their weighted mean; the rest is the star's own.
        var own = Math.Max(Formal[star], Square(Scatter[star]) - Math.Max(0, Square(Expected[star]) - Formal[star]));
        var trusted = ((deviations.Length * own) + (FramesOfTrust * Formal[star])) / (deviations.Length + FramesOfTrust);
        Weight[star] = 1 / trusted;
    }

    /// <summary>Variance of a star against the others over what the errors explain: of single points, and of means of many.</summary>
    (double Points, double Means, int PointCount, int MeanCount) Excess(int star)
    {
        var (deviations, variances) = Deviations(star);
        var n = deviations.Length;
        if (n < 3) return (0, 0, n, 0);
        var centre = SigmaClip.Median((double[])deviations.Clone());
        var squares = new double[n];
        for (var i = 0; i < n; i++) squares[i] = Square(deviations[i] - centre) / variances[i];
        var (means, count) = ExcessOfMeans(deviations, variances, centre);
        Array.Sort(squares);
        var kept = n - (int)(HitShare * n);
        return (squares.AsSpan(0, kept).ToArray().Sum() / (kept - 1), means, kept, count);
    }

    static (double Excess, int Count) ExcessOfMeans(double[] deviations, double[] variances, double centre)
    {
        var n = deviations.Length;
        if (n < FramesForMeans) return (0, 0);
        var count = Math.Min(MostMeans, n / 12);
        double sum = 0;
        for (var k = 0; k < count; k++)
        {
            var part = new Range((int)((long)k * n / count), (int)((long)(k + 1) * n / count));
            var (values, spread) = (deviations[part], variances[part]);
            var mean = SigmaClip.Mean(SigmaClip.Clip(values, 4, 5, ClipScale.MedianAbsoluteDeviation)) - centre;
            sum += mean * mean / (SigmaClip.Mean(spread) / spread.Length);
        }

        return (sum / (count - 1), count);
    }

    /// <summary>Relative deviations of a star from the others in the clear frames, in time order, and their variances by the errors of all.</summary>
    (double[] Deviations, double[] Variances) Deviations(int star)
    {
        var deviations = new List<double>(frames);
        var variances = new List<double>(frames);
        var (flux, error, weight, usual) = (stars[star].Flux, stars[star].Error, Weight[star], Usual[star]);
        for (var frame = 0; frame < frames; frame++)
        {
            if (!clear[frame] || !usable[star][frame]) continue;
            var rest = weights[frame] - weight;
            if (rest <= 1e-9 * weights[frame]) continue;
            var others = (light[frame] - (weight * flux[frame] / usual)) / rest;
            if (!(others > 0)) continue;
            var ratio = flux[frame] / usual / others;
            var othersVariance = Math.Max(0, noise[frame] - Square(weight * error[frame] / usual)) / Square(rest * others);
            deviations.Add(ratio - 1);
            variances.Add(Square(ratio) * (Square(error[frame] / flux[frame]) + othersVariance));
        }

        return ([.. deviations], [.. variances]);
    }

    double OthersWeight(int star) => Weight.Sum() - Weight[star];

    double MedianOver(int star, Func<int, double> value)
    {
        var values = new List<double>(frames);
        for (var frame = 0; frame < frames; frame++)
            if (clear[frame] && usable[star][frame]) values.Add(value(frame));
        return SigmaClip.Median(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(values));
    }

    static double Square(double value) => value * value;
}
