namespace Nocturne.Core.Vetting;

/// <summary>The pixels round one star through time: what every pixel check works on, wherever they come from.</summary>
/// <remarks>Frames follow each other in <see cref="Flux"/>, row by row; pixel (row, column) counts from zero at the lower left. Pixels that
/// were not collected are NaN, and so are the times of missing cadences.</remarks>
public sealed class TargetPixels
{
    readonly double[] times;
    readonly float[] flux;
    readonly int[] quality;
    readonly float[]? errors;
    readonly float[]? columnOffsets;
    readonly float[]? rowOffsets;
    readonly byte[]? faults;
    readonly bool[]? aperture;

    /// <param name="rows">Rows of a frame.</param>
    /// <param name="columns">Pixels in a row.</param>
    /// <param name="times">Mid-exposure of each cadence [BTJD]. The arrays are kept, not copied.</param>
    /// <param name="flux">All frames [e-/s, or whatever the source has].</param>
    /// <exception cref="ArgumentException">There are not rows × columns pixels for each time.</exception>
    public TargetPixels(int rows, int columns, double[] times, float[] flux)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        ArgumentNullException.ThrowIfNull(times);
        ArgumentNullException.ThrowIfNull(flux);
        if (flux.Length != (long)rows * columns * times.Length)
            throw new ArgumentException($"{times.Length:N0} frames of {rows} x {columns} pixels need {(long)rows * columns * times.Length:N0} values but got {flux.Length:N0}.", nameof(flux));
        Rows = rows;
        Columns = columns;
        this.times = times;
        this.flux = flux;
        quality = new int[times.Length];
    }

    TargetPixels(TargetPixels from, bool[]? aperture)
        : this(from.Rows, from.Columns, from.times, from.flux)
    {
        (quality, errors, columnOffsets, rowOffsets, faults) = (from.quality, from.errors, from.columnOffsets, from.rowOffsets, from.faults);
        this.aperture = aperture;
    }

    public int Rows { get; }

    public int Columns { get; }

    /// <summary>Pixels of a frame.</summary>
    public int PixelCount => Rows * Columns;

    /// <summary>Number of cadences.</summary>
    public int CadenceCount => times.Length;

    /// <summary>Mid-exposure of each cadence [BTJD].</summary>
    public ReadOnlySpan<double> Times => times;

    /// <summary>All pixels, frame after frame.</summary>
    public ReadOnlySpan<float> Flux => flux;

    /// <summary>Standard errors of the pixels, or empty.</summary>
    public ReadOnlySpan<float> Errors => errors;

    /// <summary>Quality bits of each cadence; 0 is good.</summary>
    public ReadOnlySpan<int> Quality => quality;

    /// <summary>How far the star stands from its mean place, along the columns, for each cadence [pixels]; or empty.</summary>
    public ReadOnlySpan<float> ColumnOffsets => columnOffsets;

    /// <summary>The same along the rows.</summary>
    public ReadOnlySpan<float> RowOffsets => rowOffsets;

    /// <summary>What is known against each value of <see cref="Flux"/>, as <see cref="StampPixelFaults"/>; or empty.</summary>
    public ReadOnlySpan<byte> Faults => faults;

    /// <summary>Whether there is a photometric aperture; one without any pixel is one.</summary>
    public bool HasAperture => aperture is not null;

    /// <summary>The pixels of the photometric aperture, or empty without one.</summary>
    public ReadOnlySpan<bool> Aperture => aperture;

    /// <summary>One frame.</summary>
    public ReadOnlySpan<float> Frame(int cadence) => flux.AsSpan(cadence * PixelCount, PixelCount);

    /// <summary>The same pixels with another aperture, or with none.</summary>
    /// <exception cref="ArgumentException">The aperture has not rows × columns pixels.</exception>
    public TargetPixels WithAperture(bool[]? pixels)
    {
        if (pixels is not null && pixels.Length != PixelCount)
            throw new ArgumentException($"An aperture of a {Rows} x {Columns} stamp has {PixelCount} pixels, not {pixels.Length}.", nameof(pixels));
        return new(this, pixels);
    }

    /// <summary>The same pixels with what else is known of the cadences; null leaves a column out.</summary>
    /// <param name="quality">Quality bits.</param>
    /// <param name="errors">Standard errors of the pixels.</param>
    /// <param name="columnOffsets">Offsets of the star along the columns [pixels].</param>
    /// <param name="rowOffsets">Offsets of the star along the rows [pixels].</param>
    /// <param name="faults">What is known against each value of the pixels.</param>
    /// <exception cref="ArgumentException">A column has another length than it should.</exception>
    public TargetPixels With(int[]? quality = null, float[]? errors = null, float[]? columnOffsets = null, float[]? rowOffsets = null, byte[]? faults = null)
    {
        Check(quality?.Length, times.Length, nameof(quality));
        Check(errors?.Length, flux.Length, nameof(errors));
        Check(columnOffsets?.Length, times.Length, nameof(columnOffsets));
        Check(rowOffsets?.Length, times.Length, nameof(rowOffsets));
        Check(faults?.Length, flux.Length, nameof(faults));
        return new(this, quality ?? new int[times.Length], errors, columnOffsets, rowOffsets, faults);

        static void Check(int? length, int expected, string name)
        {
            if (length is { } given && given != expected) throw new ArgumentException($"The column has {given:N0} values instead of {expected:N0}.", name);
        }
    }

    /// <summary>The cadences that are to be kept.</summary>
    /// <param name="keep">One for each cadence.</param>
    public TargetPixels Where(ReadOnlySpan<bool> keep)
    {
        if (keep.Length != times.Length) throw new ArgumentException($"There are {times.Length:N0} cadences, not {keep.Length:N0}.", nameof(keep));
        var chosen = new List<int>(times.Length);
        for (var i = 0; i < keep.Length; i++)
        {
            if (keep[i]) chosen.Add(i);
        }

        if (chosen.Count == times.Length) return this;
        return new TargetPixels(Rows, Columns, Pick(times, 1)!, Pick(flux, PixelCount)!)
            .With(Pick(quality, 1), Pick(errors, PixelCount), Pick(columnOffsets, 1), Pick(rowOffsets, 1), Pick(faults, PixelCount)).WithAperture(aperture);

        T[]? Pick<T>(T[]? values, int size)
        {
            if (values is null) return null;
            var picked = new T[chosen.Count * size];
            for (var i = 0; i < chosen.Count; i++) values.AsSpan(chosen[i] * size, size).CopyTo(picked.AsSpan(i * size));
            return picked;
        }
    }

    /// <summary>The same with what is saturated taken out: NaN, like all that says nothing.</summary>
    public TargetPixels WithoutSaturated()
    {
        if (faults is null || !Array.Exists(faults, IsSaturated)) return this;
        var kept = (float[])flux.Clone();
        for (var i = 0; i < kept.Length; i++)
        {
            if (IsSaturated(faults[i])) kept[i] = float.NaN;
        }

        return new TargetPixels(Rows, Columns, times, kept).With(quality, errors, columnOffsets, rowOffsets, faults).WithAperture(aperture);

        static bool IsSaturated(byte pixel) => ((StampPixelFaults)pixel & StampPixelFaults.Saturated) != 0;
    }

    TargetPixels(TargetPixels from, int[] quality, float[]? errors, float[]? columnOffsets, float[]? rowOffsets, byte[]? faults)
        : this(from, from.aperture) =>
        (this.quality, this.errors, this.columnOffsets, this.rowOffsets, this.faults) = (quality, errors, columnOffsets, rowOffsets, faults);
}
