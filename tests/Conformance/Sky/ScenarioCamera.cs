using Nocturne.Core.Imaging;
using Nocturne.Core.Simulation;

namespace Nocturne.Conformance.Sky;

/// <summary>Takes the frames of one camera of a scenario.</summary>
public sealed class ScenarioCamera(SkyScenario scenario, NightSimulator simulator, int band)
{
    /// <summary>Counts that saturate.</summary>
    const double BlindingFlux = 2e6;

    readonly double[] swapped = Colours(scenario, simulator.Stars.Count, band);

    public ScenarioFrame Take(int frame)
    {
        var truth = simulator.Truth(band, frame);
        var sources = truth.Sources.ToArray();
        var blinding = scenario.IsDuring(ScenarioEvent.Saturation, frame) ? 0 : -1;
        var jumped = scenario.IsAfter(ScenarioEvent.Jump, frame);
        for (var i = 0; i < sources.Length; i++)
        {
            var flux = sources[i].Flux;
            if (scenario.IsAfter(ScenarioEvent.FilterSwap, frame)) flux *= swapped[i];
            if (scenario.IsDuring(ScenarioEvent.Gap, frame)) flux = 0;
            else if (i == blinding) flux = Math.Max(flux, BlindingFlux);
            sources[i] = sources[i] with
            {
                X = sources[i].X + (jumped ? scenario.JumpX : 0),
                Y = sources[i].Y + (jumped ? scenario.JumpY : 0),
                Flux = flux,
            };
        }
        truth = truth with { Sources = sources, Sky = truth.Sky * (scenario.IsAfter(ScenarioEvent.FilterSwap, frame) ? 1.7 : 1) };
        var image = new Image(SkyScenario.Side, SkyScenario.Side);
        simulator.Expose(truth, image);
        var saturated = blinding == 0 ? sources[0].Number : 0;
        return scenario.IsAfter(ScenarioEvent.Window, frame) ? Window(image, sources, saturated) : new(image, sources, saturated);
    }

    ScenarioFrame Window(Image whole, SourceTruth[] sources, int saturated)
    {
        const int side = SkyScenario.WindowSide;
        var window = new Image(side, side);
        for (var y = 0; y < side; y++) whole.Row(y + scenario.WindowY).Slice(scenario.WindowX, side).CopyTo(window.Row(y));
        return new(window, [.. sources.Select(source => source with { X = source.X - scenario.WindowX, Y = source.Y - scenario.WindowY })], saturated);
    }

    static double[] Colours(SkyScenario scenario, int stars, int band)
    {
        var random = new Random((scenario.Seed * 2) + band + 1);
        return [.. Enumerable.Range(0, stars).Select(_ => Math.Exp(0.4 * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())))];
    }
}
