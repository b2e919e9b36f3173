using System.Globalization;
using Nocturne.Core.Astrometry;
using Nocturne.Core.Imaging;

namespace Nocturne.Core.Simulation;

/// <summary>Makes the frames of a planned night, each from its band and index alone: in any order, as often as wanted, by any number of
/// workers.</summary>
public sealed partial class NightSimulator
{
    readonly NightConditions conditions;
    readonly Dictionary<SimulatedBand, SimulatedDetector> detectors;
    readonly double[][] colours;
    readonly HashSet<int> missing;

    /// <exception cref="ArgumentException">The plan cannot be carried out.</exception>
    public NightSimulator(SimulationPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        plan.Check();
        Plan = plan;
        Stars = StarField.Make(plan);
        conditions = new(plan);
        detectors = plan.Bands.ToDictionary(band => band, band => new SimulatedDetector(plan, band));
        colours = [.. plan.Bands.Select(MakeColours)];
        missing = MakeGaps();
    }

    public SimulationPlan Plan { get; }

    /// <summary>The stars of the field, by number.</summary>
    public IReadOnlyList<SimulatedStar> Stars { get; }

    /// <summary>Whether a frame falls into a gap: no file of it is written.</summary>
    public bool IsMissing(int frame) => missing.Contains(frame);

    /// <summary>What is to be wrong with a frame's file.</summary>
    /// <param name="band">Index of the band in the plan.</param>
    /// <param name="frame">Index of the frame, from 0.</param>
    public BadFrameKind BadKind(int band, int frame) =>
        Plan.BadFrames.FirstOrDefault(bad => bad.Frame == frame && (bad.Filter is null || bad.Filter == Plan.Bands[band].Filter))?.Kind
        ?? BadFrameKind.None;

    /// <summary>Counts of a star in a band, under a clear sky and at its mean light [ADU].</summary>
    /// <param name="band">Index of the band in the plan.</param>
    /// <param name="star">Index of the star in <see cref="Stars"/>.</param>
    public double Flux(int band, int star) => Stars[star].Flux * colours[band][star];

    /// <summary>What a frame truly shows, without making it.</summary>
    /// <param name="band">Index of the band in the plan.</param>
    /// <param name="frame">Index of the frame, from 0.</param>
    public FrameTruth Truth(int band, int frame)
    {
        var camera = Plan.Bands[band];
        var detector = detectors[camera];
        var seconds = Plan.SecondsToStart(camera, frame);
        var frames = seconds / Plan.CadenceSeconds;
        var field = conditions.Field(camera, frames, frame);
        var transparency = conditions.Transparency(frames, frame);
        var exposure = Plan.ExposureOf(camera);
        var sky = Plan.Sky.Level * camera.SkyFactor * (exposure / Plan.ExposureSeconds) * (1 + (Plan.Sky.CloudGlow * (1 - transparency)));
        var sources = new SourceTruth[Stars.Count];
        for (var i = 0; i < sources.Length; i++)
        {
            var star = Stars[i];
            var (x, y) = field.Apply(star.X, star.Y);
            var model = 1.0;
            foreach (var law in Plan.Variables)
            {
                if (law.Star == star.Number) model *= law.Factor(frames, camera.Camera);
            }

            sources[i] = new(star.Number, x, y, Flux(band, i) * model * transparency, model, detector.ShadowAt(x, y));
        }

        return new(
            FileName(camera, frame), camera, frame, TimeScales.AddToUtc(Plan.Start, seconds), exposure, field, transparency,
            conditions.Psf(camera, frames, frame), sky, CosmicRays(camera, frame), BadKind(band, frame), sources);
    }

    /// <summary>Makes a frame.</summary>
    /// <param name="band">Index of the band in the plan.</param>
    /// <param name="frame">Index of the frame, from 0.</param>
    public SimulatedFrame Frame(int band, int frame)
    {
        var truth = Truth(band, frame);
        var image = new Image(Plan.Width, Plan.Height);
        Expose(truth, image);
        return new(truth.FileName, SimulatedHeader.Science(Plan, truth), image);
    }

    /// <summary>Makes the pixels of a frame in an image that may hold anything before.</summary>
    /// <param name="truth">What the frame shows: from <see cref="Truth"/>, or a changed copy of it.</param>
    /// <param name="image">Of the plan's size.</param>
    /// <exception cref="ArgumentException">The image has another size, or the band is not one of the plan's.</exception>
    public void Expose(FrameTruth truth, Image image)
    {
        ArgumentNullException.ThrowIfNull(truth);
        ArgumentNullException.ThrowIfNull(image);
        if (image.Width != Plan.Width || image.Height != Plan.Height)
        {
            throw new ArgumentException(
                $"The image has {image.Width} x {image.Height} pixels but the plan {Plan.Width} x {Plan.Height}.", nameof(image));
        }

        if (!detectors.TryGetValue(truth.Band, out var detector))
            throw new ArgumentException($"The plan has no band '{truth.Band.Filter}' like that.", nameof(truth));
        PaintSky(image, truth.Sky);
        foreach (var source in truth.Sources) StarPainter.Add(image, source.X, source.Y, source.Flux, truth.Psf, Plan.Psf.PixelIntegrated);
        detector.Read(image, truth.ExposureSeconds, Stream(RandomPurpose.Pixels, truth.Band, truth.Index), truth.CosmicRays);
    }

    void PaintSky(Image image, double level)
    {
        var perCount = Plan.Sky.Level > 0 ? level / Plan.Sky.Level : 0;
        var (slopeX, slopeY) = (perCount * Plan.Sky.GradientX / Plan.Width, perCount * Plan.Sky.GradientY / Plan.Height);
        var (centreX, centreY) = ((Plan.Width - 1) / 2.0, (Plan.Height - 1) / 2.0);
        for (var y = 0; y < image.Height; y++)
        {
            var row = image.Row(y);
            var start = level + (slopeY * (y - centreY));
            if (slopeX == 0) row.Fill((float)Math.Max(0, start));
            else for (var x = 0; x < row.Length; x++) row[x] = (float)Math.Max(0, start + (slopeX * (x - centreX)));
        }
    }

    CosmicRay[] CosmicRays(SimulatedBand band, int frame)
    {
        var options = Plan.Detector;
        if (options.CosmicRays <= 0) return [];
        var random = Stream(RandomPurpose.CosmicRays, band, frame);
        var hits = new CosmicRay[(int)new PoissonSampler(random).Next(options.CosmicRays)];
        foreach (ref var hit in hits.AsSpan())
        {
            hit = new(
                random.NextBelow(Plan.Width), random.NextBelow(Plan.Height), 1 + random.NextBelow(3),
                Math.Round(random.NextUniform(options.FaintestCosmicRay, options.BrightestCosmicRay), 1));
        }

        return hits;
    }

    string FileName(SimulatedBand band, int frame) =>
        string.Create(CultureInfo.InvariantCulture, $"{Plan.Start.Date:yyMMdd}{band.Filter}{200000000L + frame}o.fits");

    double[] MakeColours(SimulatedBand band)
    {
        var random = new RandomStream(Plan.Seed, RandomPurpose.Colours, band.RandomKey);
        var factor = band.FluxFactor * Plan.ExposureOf(band) / Plan.ExposureSeconds;
        return [.. Stars.Select(_ => factor * Math.Exp(Plan.Stars.ColourScatter * random.NextNormal()))];
    }

    HashSet<int> MakeGaps()
    {
        var gaps = new HashSet<int>();
        if (Plan.GapProbability <= 0) return gaps;
        var random = new RandomStream(Plan.Seed, RandomPurpose.Gaps);
        var count = Plan.Bands.Max(Plan.FrameCount);
        for (var frame = 0; frame < count; frame++)
        {
            if (random.NextUniform() < (gaps.Contains(frame - 1) ? Plan.GapPersistence : Plan.GapProbability)) gaps.Add(frame);
        }

        return gaps;
    }

    RandomStream Stream(RandomPurpose purpose, SimulatedBand band, int frame) => new(Plan.Seed, purpose, band.RandomKey, frame);
}
