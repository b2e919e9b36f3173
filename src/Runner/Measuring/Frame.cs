using Nocturne.Core.Imaging;

namespace Nocturne.Runner.Measuring;

/// <summary>The image of a command line.</summary>
/// <param name="Path">Its file.</param>
/// <param name="Image">Its pixels.</param>
/// <param name="Unit">Their unit (BUNIT); none when the file does not say.</param>
sealed record Frame(string Path, Image Image, string? Unit);
