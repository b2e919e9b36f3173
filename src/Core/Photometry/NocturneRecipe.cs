namespace Nocturne.Core.Photometry;
sealed class NocturneRecipe(MeasureInput input, MeasureOptions options, MeasureSky sky) { public MeasuredSource[] Measure(IReadOnlyList<SourcePosition> s) => throw new NotImplementedException($"{input}{options}{sky}{s}"); }
