namespace Nocturne.Streams;

/// <summary>A frame does not fit into the memory budget even when it is alone there.</summary>
public sealed class FrameTooLargeException(int width, int height, long frameBytes, long budgetBytes) : Exception(
    string.Create(System.Globalization.CultureInfo.InvariantCulture,
        $"A frame of {width} x {height} pixels needs {frameBytes:N0} bytes but the memory budget for frames is {budgetBytes:N0} bytes: raise the budget to a few frames."))
{
    /// <summary>Bytes that the frame needs.</summary>
    public long FrameBytes { get; } = frameBytes;

    /// <summary>Bytes that the pool may hold.</summary>
    public long BudgetBytes { get; } = budgetBytes;
}
