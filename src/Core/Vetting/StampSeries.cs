namespace Nocturne.Core.Vetting;

/// <summary>The stamps of one star while a night is running: cadences come in any order and more than once, and the results do not show it.</summary>
/// <remarks>After a restart the series is read back from its target pixel file with <see cref="From"/>. One thread at a time.</remarks>
public sealed class StampSeries
{
    readonly SortedDictionary<long, StampCadence> cadences = [];

    /// <param name="name">The star.</param>
    /// <param name="rows">Rows of a stamp.</param>
    /// <param name="columns">Pixels in a row.</param>
    public StampSeries(string name, int rows = StampWindow.DefaultSide, int columns = StampWindow.DefaultSide)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        Name = name;
        Rows = rows;
        Columns = columns;
    }

    /// <summary>The star.</summary>
    public string Name { get; }

    public int Rows { get; }

    public int Columns { get; }

    /// <summary>Number of cadences.</summary>
    public int Count => cadences.Count;

    /// <summary>Whether the night is over: no more cadences are to come, so that results are final.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Adds a cadence.</summary>
    /// <returns>False if the very same cadence was there already.</returns>
    /// <exception cref="ArgumentException">The stamp has another size, or a different stamp has the same number.</exception>
    public bool Add(StampCadence cadence)
    {
        ArgumentNullException.ThrowIfNull(cadence);
        if (cadence.Pixels.Length != Rows * Columns || (cadence.Faults is { } faults && faults.Length != cadence.Pixels.Length))
            throw new ArgumentException($"A stamp of '{Name}' has {Rows} x {Columns} pixels, but frame {cadence.Number} brings {cadence.Pixels.Length}.", nameof(cadence));
        if (cadences.TryAdd(cadence.Number, cadence)) return true;
        var known = cadences[cadence.Number];
        if (known.TimeBtjd.Equals(cadence.TimeBtjd) && known.Pixels.AsSpan().SequenceEqual(cadence.Pixels)) return false;
        throw new ArgumentException($"Frame {cadence.Number} of '{Name}' came twice with different pixels or times; each frame must have a number of its own.", nameof(cadence));
    }

    /// <summary>Says that the night is over.</summary>
    public void Complete() => IsComplete = true;

    /// <summary>Whether the depth of a dip can still change: it is final when a cadence is half a day past its mid-time, or the night is over.</summary>
    /// <param name="midTime">Mid-time of the dip [BTJD].</param>
    public bool IsProvisional(double midTime) =>
        !IsComplete && !cadences.Values.Any(cadence => cadence.TimeBtjd > midTime + ApertureDependence.BaselineWindowDays);

    /// <summary>The stamps in order of time.</summary>
    /// <param name="scaleOf">What to divide a frame's pixels by, by its number: the frame's transparency from comparison stars. Null: nothing.</param>
    public TargetPixels ToPixels(Func<long, double>? scaleOf = null)
    {
        var ordered = Ordered();
        var flux = new float[ordered.Length * Rows * Columns];
        for (var i = 0; i < ordered.Length; i++)
        {
            var target = flux.AsSpan(i * Rows * Columns, Rows * Columns);
            ordered[i].Pixels.CopyTo(target);
            if (scaleOf?.Invoke(ordered[i].Number) is not { } scale) continue;
            foreach (ref var pixel in target) pixel = (float)(pixel / scale);
        }

        return new TargetPixels(Rows, Columns, Array.ConvertAll(ordered, cadence => cadence.TimeBtjd), flux).With(
            Array.ConvertAll(ordered, cadence => cadence.Quality),
            columnOffsets: Array.ConvertAll(ordered, cadence => cadence.ColumnOffset),
            rowOffsets: Array.ConvertAll(ordered, cadence => cadence.RowOffset),
            faults: Array.Exists(ordered, cadence => cadence.Faults is not null) ? [.. ordered.SelectMany(cadence => cadence.Faults ?? new byte[Rows * Columns])] : null);
    }

    /// <summary>The stamps as a target pixel file of the night.</summary>
    /// <param name="aperture">The photometric aperture, or null.</param>
    /// <param name="scaleOf">As for <see cref="ToPixels"/>.</param>
    public TargetPixelFile ToFile(bool[]? aperture = null, Func<long, double>? scaleOf = null)
    {
        var ordered = Ordered();
        return new()
        {
            Mission = StampMission.OwnFrames,
            Pixels = ToPixels(scaleOf).WithAperture(aperture),
            ObjectName = Name,
            SegmentKind = "night",
            CadenceNumbers = Array.ConvertAll(ordered, cadence => cadence.Number),
            TimeCorrections = Array.ConvertAll(ordered, cadence => cadence.TimeCorrection),
            IsBackgroundSubtracted = false,
            FluxUnit = "adu",
        };
    }

    /// <summary>The series that was written: what goes on after a restart.</summary>
    /// <exception cref="ArgumentException">The file has no numbers of cadences.</exception>
    public static StampSeries From(TargetPixelFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (file.CadenceNumbers is not { } numbers) throw new ArgumentException($"{file.Name} has no column CADENCENO: it is no file of a night.", nameof(file));
        var pixels = file.Pixels;
        var series = new StampSeries(file.ObjectName, pixels.Rows, pixels.Columns);
        for (var i = 0; i < numbers.Length; i++)
        {
            series.Add(new(numbers[i], pixels.Times[i], pixels.Frame(i).ToArray())
            {
                Quality = pixels.Quality[i],
                ColumnOffset = pixels.ColumnOffsets.IsEmpty ? 0 : pixels.ColumnOffsets[i],
                RowOffset = pixels.RowOffsets.IsEmpty ? 0 : pixels.RowOffsets[i],
                TimeCorrection = file.TimeCorrections?[i] ?? 0,
                Faults = pixels.Faults.IsEmpty ? null : pixels.Faults.Slice(i * pixels.PixelCount, pixels.PixelCount).ToArray(),
            });
        }

        return series;
    }

    StampCadence[] Ordered() => [.. cadences.Values.OrderBy(cadence => cadence.TimeBtjd).ThenBy(cadence => cadence.Number)];
}
