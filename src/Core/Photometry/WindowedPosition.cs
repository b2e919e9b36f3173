using Nocturne.Core.Quality;

namespace Nocturne.Core.Photometry;

/// <summary>A windowed position and what happened on the way to it.</summary>
public readonly record struct WindowedPosition(double X, double Y, QualityFlag Flags);
