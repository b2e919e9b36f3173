using Nocturne.Core.Quality;

namespace Nocturne.Core.Photometry;

/// <summary>Where to measure.</summary>
/// <param name="X">Position [pixels].</param>
/// <param name="Y">Position [pixels].</param>
/// <param name="Flags">What is known against the source already; kept and added to.</param>
public readonly record struct SourcePosition(double X, double Y, QualityFlag Flags = QualityFlag.Good);
