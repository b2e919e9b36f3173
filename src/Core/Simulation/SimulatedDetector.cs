using Nocturne.Core.Imaging;

namespace Nocturne.Core.Simulation;

/// <summary>One camera's detector: turns light into counts.</summary>
sealed class SimulatedDetector
{
    readonly SimulationPlan plan;
    readonly DetectorOptions options;
    readonly SimulatedBand band;
    readonly Lazy<float[]?> response;
    readonly (int Pixel, double Current)[] hotPixels;

    public SimulatedDetector(SimulationPlan plan, SimulatedBand band)
    {
        this.plan = plan;
        this.band = band;
        options = plan.Detector;
        response = new(MakeResponse);
        var random = new RandomStream(plan.Seed, RandomPurpose.HotPixels, band.RandomKey);
        hotPixels = new (int, double)[options.HotPixels];
        foreach (ref var pixel in hotPixels.AsSpan())
            pixel = (random.NextBelow(plan.Width * plan.Height), -options.HotPixelCurrent * Math.Log(1 - random.NextUniform()));
    }

    /// <summary>Share of the light that the shadow of the field stop leaves: 1 inside the inscribed circle, (R0/R)² outside.</summary>
    public double ShadowAt(double x, double y)
    {
        if (!options.CircularShadow) return 1;
        var edge = Math.Min(plan.Width, plan.Height) / 2.0;
        var (dx, dy) = (x - (plan.Width / 2.0), y - (plan.Height / 2.0));
        var square = (dx * dx) + (dy * dy);
        return square >= edge * edge ? edge * edge / square : 1;
    }

    /// <summary>Exposes and reads out.</summary>
    /// <param name="image">Expected counts of the light that falls on each pixel; is replaced by the counts of the file [ADU].</param>
    /// <param name="exposureSeconds">Time that dark current gathers [s].</param>
    /// <param name="random">Numbers for this frame.</param>
    /// <param name="hits">Cosmic rays.</param>
    /// <param name="signed">Whether counts below zero are kept: a frame without light and without an offset would lose half of its noise otherwise.</param>
    public void Read(Image image, double exposureSeconds, RandomStream random, IReadOnlyList<CosmicRay> hits, bool signed = false)
    {
        var pixels = image.Pixels;
        ToElectrons(pixels, exposureSeconds);
        if (options.Noise) AddNoise(pixels, random);
        var (scale, bias) = ((float)(1 / options.Gain), (float)options.BiasLevel);
        foreach (ref var pixel in pixels) pixel = (pixel * scale) + bias;
        foreach (var hit in hits)
        {
            for (var x = hit.X; x < Math.Min(hit.X + hit.Length, image.Width); x++) image[x, hit.Y] += (float)(hit.Counts / hit.Length);
        }

        Digitise(pixels, signed && options.BiasLevel <= 0 ? short.MinValue : 0);
    }

    void ToElectrons(Span<float> pixels, double exposureSeconds)
    {
        var (gain, dark) = ((float)options.Gain, (float)(options.DarkCurrent * exposureSeconds));
        if (response.Value is { } map)
        {
            for (var i = 0; i < pixels.Length; i++) pixels[i] = (pixels[i] * map[i] * gain) + dark;
        }
        else
        {
            foreach (ref var pixel in pixels) pixel = (pixel * gain) + dark;
        }

        foreach (var (pixel, current) in hotPixels) pixels[pixel] += (float)(current * exposureSeconds);
    }

    void AddNoise(Span<float> electrons, RandomStream random)
    {
        var photons = new PoissonSampler(random);
        var readNoise = options.ReadNoise;
        foreach (ref var pixel in electrons) pixel = (float)(photons.Next(pixel) + (readNoise * random.NextNormal()));
    }

    void Digitise(Span<float> counts, float least)
    {
        var saturation = (float)options.Saturation;
        if (options.Format == PixelFormat.UInt16)
        {
            saturation = MathF.Min(saturation, ushort.MaxValue);
            foreach (ref var pixel in counts) pixel = Math.Clamp(MathF.Round(pixel), least, saturation);
        }
        else
        {
            foreach (ref var pixel in counts) pixel = MathF.Min(pixel, saturation);
        }
    }

    /// <summary>Shadow times sensitivity of each pixel; null when all are one.</summary>
    float[]? MakeResponse()
    {
        if (!options.CircularShadow && options.SensitivityScatter <= 0) return null;
        var random = new RandomStream(plan.Seed, RandomPurpose.Sensitivity, band.RandomKey);
        var map = new float[plan.Width * plan.Height];
        for (var y = 0; y < plan.Height; y++)
        {
            for (var x = 0; x < plan.Width; x++)
            {
                var sensitivity = options.SensitivityScatter > 0 ? Math.Max(0, 1 + (options.SensitivityScatter * random.NextNormal())) : 1;
                map[(y * plan.Width) + x] = (float)(ShadowAt(x, y) * sensitivity);
            }
        }

        return map;
    }
}
