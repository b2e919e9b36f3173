using Nocturne.Core.Fits;

namespace Nocturne.Core.Tests.Fits;

/// <summary>A table with every kind of column, written by astropy.</summary>
public sealed class TableReadingTests : IDisposable
{
    readonly FitsFile file = FitsData.Open("tables.fits");

    FitsTableHdu Kinds => file.Tables.First();

    public void Dispose() => file.Dispose();

    [Fact]
    public void Logicals_and_bits()
    {
        Assert.Equal([true, false, true], Kinds.ReadBools("FLAG"));
        Assert.Equal([1, 0, 1], Kinds.ReadDoubles("FLAG"));
        Assert.Equal([true, false, true, false, false, false, false, false, false, false, true], Kinds.ReadBools("BITS", 0));
        Assert.Equal(12 + 2, Kinds.ReadDoubles("BITS").Sum());
    }

    [Fact]
    public void Whole_numbers_are_exact_and_undefined_ones_are_nan()
    {
        Assert.Equal([0, 200, 255], Kinds.ReadInts("SMALL"));
        Assert.Equal([-32768, double.NaN, 32767], Kinds.ReadDoubles("SHORT"));
        Assert.Equal([-32768, 0, 32767], Kinds.ReadInts("SHORT"));
        Assert.Equal([0, 40000, 65535], Kinds.ReadInts("USHORT"));
        Assert.Equal([int.MinValue, 0, int.MaxValue], Kinds.ReadInts("INTEGER"));
        Assert.Equal([-(1L << 62), 1, (1L << 62) + 1], Kinds.ReadLongs("LONG"));
        Assert.Equal(FitsFault.Unsupported, Assert.Throws<FitsException>(() => Kinds.ReadInts("LONG")).Fault);
        Assert.Equal("adu", Kinds.Find("INTEGER")!.Unit);
    }

    [Fact]
    public void Floating_point_and_complex_numbers()
    {
        Assert.Equal([1.5f, float.NaN, -2], Kinds.ReadFloats("SINGLE"));
        Assert.Equal([0.1, 1e300, 0], Kinds.ReadDoubles("DOUBLE"));
        Assert.Equal([1, 2, 0, 0, 0, -1], Kinds.ReadDoubles("CSINGLE"));
        Assert.Equal([0, -1], Kinds.ReadDoubles("CDOUBLE", 2));
    }

    [Fact]
    public void Text_and_arrays_of_text()
    {
        Assert.Equal(["alpha", "beta", ""], Kinds.ReadStrings("name"));
        Assert.Equal(["ab", "cd", "efgh", "", "i", "j"], Kinds.ReadStrings("WORDS"));
        Assert.Equal(["efgh", ""], Kinds.ReadStrings("WORDS", 1));
    }

    [Fact]
    public void Cells_that_are_images_have_their_shape()
    {
        var column = Kinds.Find("IMAGE")!;
        Assert.Equal([3, 2], column.Shape);
        Assert.Equal(6, column.ElementCount);
        Assert.Equal(Enumerable.Range(0, 18).Select(i => (float)i), Kinds.ReadFloats("IMAGE"));
        Assert.Equal([6f, 7, 8, 9, 10, 11], Kinds.ReadFloats("IMAGE", 1));
    }

    [Fact]
    public void Arrays_of_variable_length_come_row_by_row()
    {
        Assert.Equal([1.5, 2.5], Kinds.ReadDoubles("RAGGED", 0));
        Assert.Empty(Kinds.ReadDoubles("RAGGED", 1));
        Assert.Equal([-1f, -2, -3], Kinds.ReadFloats("RAGGED", 2));
        Assert.Equal([20, 21, 22], Kinds.ReadInts("WIDE", 1));
        Assert.Equal(FitsFault.Unsupported, Assert.Throws<FitsException>(() => Kinds.ReadDoubles("RAGGED")).Fault);
    }

    [Fact]
    public void Scaled_columns_are_scaled()
    {
        var scaled = file.Tables.Last();
        Assert.Equal([10.5, double.NaN, 11.5], scaled.ReadDoubles("SCALED"));
        Assert.Contains("does not hold whole numbers", Assert.Throws<FitsException>(() => scaled.ReadInts("SCALED")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_there_is_said_with_what_is()
    {
        Assert.Empty(Kinds.ReadDoubles("EMPTY"));
        Assert.Null(Kinds.Find("FLUX"));
        Assert.Contains("no column 'FLUX'; it has FLAG, BITS", Assert.Throws<FitsException>(() => Kinds.ReadDoubles("FLUX")).Message, StringComparison.Ordinal);
        Assert.Contains("holds text", Assert.Throws<FitsException>(() => Kinds.ReadDoubles("NAME")).Message, StringComparison.Ordinal);
        Assert.Contains("does not hold text", Assert.Throws<FitsException>(() => Kinds.ReadStrings("DOUBLE")).Message, StringComparison.Ordinal);
    }
}
