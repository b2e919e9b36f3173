using Nocturne.Core.Background;

namespace Nocturne.Core.Photometry;

/// <summary>What a measurement gives.</summary>
/// <param name="Sources">The measured sources that passed the filters, in the order of the list.</param>
/// <param name="Background">The background that was found, when it was asked for.</param>
public sealed record MeasureResult(IReadOnlyList<MeasuredSource> Sources, BackgroundMesh? Background);
