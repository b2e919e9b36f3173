using Nocturne.Core.Asdf;
using Nocturne.Core.Yaml;

namespace Nocturne.Core.Tests.Asdf;

public sealed class AsdfReadingTests
{
    [Fact]
    public void Integers_of_64_bits_keep_every_digit_in_both_byte_orders()
    {
        using var file = AsdfData.Open("dtypes.asdf");
        Assert.Equal([long.MinValue, long.MaxValue, 0, 1], file.Array("int64_little").Read<long>()[..4]);
        Assert.Equal([0, ulong.MaxValue, 0, 1], file.Array("uint64_big").Read<ulong>()[..4]);
    }

    [Theory]
    [InlineData("float16_little")]
    [InlineData("float16_big")]
    [InlineData("float32_big")]
    [InlineData("float64_little")]
    public void Floats_of_all_sizes_keep_signs_of_zero_and_what_is_no_number(string key)
    {
        using var file = AsdfData.Open("dtypes.asdf");
        var values = file.Array(key).ToDoubles();
        Assert.True(values[0] == 0 && double.IsNegative(values[1]));
        Assert.Equal([1.5, -2.25], values[2..4]);
        Assert.True(double.IsNaN(values[4]) && double.IsPositiveInfinity(values[5]) && double.IsNegativeInfinity(values[6]));
        Assert.Equal(65504, values[8]);
    }

    [Theory]
    [InlineData("z")]
    [InlineData("b")]
    [InlineData("l1")]
    [InlineData("l4")]
    public void All_compressions_give_the_same_array(string key)
    {
        using var file = AsdfData.Open("compressed.asdf");
        Assert.Equal(2512500, file.Array(key).ToDoubles().Sum());
        Assert.Equal(4189744, file.Array("lr").ToDoubles().Sum());
        Assert.Empty(file.Array("lz0").ToDoubles());
    }

    [Fact]
    public void Views_with_offsets_and_strides_show_the_right_elements()
    {
        using var file = AsdfData.Open("views.asdf");
        Assert.Equal([12.0, 14, 16, 18, 32, 34, 36, 38, 52, 54, 56, 58], file.Array("sub").ToDoubles());
        Assert.Equal(Enumerable.Range(0, 60).Select(i => 59.0 - i), file.Array("neg").ToDoubles());
        Assert.Equal([0.0, 10, 20, 30, 40, 50, 1, 11], file.Array("f").ToDoubles()[..8]);
        Assert.Equal([256.0, 512, 768, 1024, 1280], file.Array("be").ToDoubles());
    }

    [Fact]
    public void Inline_arrays_take_their_type_from_their_values()
    {
        using var file = AsdfData.Open("inline.asdf");
        Assert.Equal(AsdfDataType.Int64, file.Array("a").DataType);
        Assert.Equal(AsdfDataType.Float32, file.Array("b").DataType);
        Assert.Equal(AsdfDataType.Float64, file.Array("c").DataType);
        Assert.Equal(AsdfDataType.Bool8, file.Array("d").DataType);
        Assert.Same(file.Tree!.At("d"), file.Tree!.At("e"));
    }

    [Fact]
    public void Text_and_complex_arrays_are_read_from_the_tree()
    {
        using var file = AsdfData.OfTree("t: !core/ndarray-1.1.0 [ab, c, 1]\nz: !core/ndarray-1.1.0 [!core/complex-1.0.0 1+2j, !core/complex-1.0.0 -3.5e+1j]");
        Assert.Equal(["ab", "c", "1"], file.Array("t").ToStrings());
        Assert.Equal([new(1, 2), new(0, -35)], file.Array("z").Read<System.Numerics.Complex>());
    }

    [Fact]
    public void Masked_elements_are_known()
    {
        using var file = AsdfData.Open("masks.asdf");
        Assert.Equal([false, true, false, false], file.Array("m1").ReadMask()!);
        Assert.Equal([false, true, false, true], file.Array("m2").ReadMask()!);
        Assert.Equal([false, true, false], file.Array("m3").ReadMask()!);
    }

    [Theory]
    [InlineData("streamed.asdf")]
    [InlineData("streamed_partial_row.asdf")]
    public void A_streamed_block_gives_its_whole_rows(string name)
    {
        using var file = AsdfData.Open(name);
        Assert.Equal([5, 4], file.Array("s").Shape);
        Assert.Equal(19, file.Array("s").ToSingles()[^1]);
    }

    [Fact]
    public void An_array_in_a_neighbouring_file_is_followed_but_not_out_of_the_folder()
    {
        using var file = AsdfData.Open("exploded.asdf");
        Assert.Equal([0.0, 3, 6, 9, 12, 15, 18], file.Array("a").ToDoubles());
        using var escaping = AsdfData.Open("external_escape.asdf");
        Assert.Equal(AsdfFault.Unsupported, Assert.Throws<AsdfException>(() => escaping.Array("a").ToDoubles()).Fault);
    }

    [Theory]
    [InlineData("padded.asdf")]
    [InlineData("magic_in_data.asdf")]
    [InlineData("gap_text.asdf")]
    [InlineData("dots_in_string.asdf")]
    public void Oddities_of_layout_do_not_matter(string name)
    {
        using var file = AsdfData.Open(name);
        Assert.Equal(Enumerable.Range(0, 10), file.Array("a").Read<int>());
        Assert.Equal(Enumerable.Range(0, 10).Select(i => 2 * i), file.Array("b").Read<int>());
    }

    [Fact]
    public void Asking_for_another_type_or_place_says_what_there_is()
    {
        using var file = AsdfFile.Read(AsdfData.OneArray(), "one.asdf");
        var error = Assert.Throws<AsdfException>(() => file.Array("a").Read<float>());
        Assert.Equal(AsdfFault.Missing, error.Fault);
        Assert.Contains("int32", error.Message, StringComparison.Ordinal);
        Assert.Contains("'nothing.here'", Assert.Throws<AsdfException>(() => file.Array("nothing", "here")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MJy.sr**-1", "MJy/sr")]
    [InlineData("DN / s", "DN/s")]
    [InlineData("s**-1 DN", "s^-1DN")]
    [InlineData("arcsec**2", "arcsec^2")]
    [InlineData("electron.s**-1", "electron/s")]
    public void Units_have_one_spelling(string unit, string expected) => Assert.Equal(expected, AsdfUnit.Normalise(unit));

    [Theory]
    [InlineData("2026-10-01T12:00:00.000", 61314.5)]
    [InlineData("2026:274:12:00:00", 61314.5)]
    [InlineData("J2000.0", 51544.5)]
    [InlineData("{format: unix, value: 1790856000.0}", 61314.5)]
    [InlineData("{format: mjd, value: 61314.5, scale: tdb}", 61314.5)]
    [InlineData("{format: jd, value: 2461315.0}", 61314.5)]
    public void Times_come_in_many_forms(string node, double mjd)
    {
        using var file = AsdfData.OfTree($"t: !time/time-1.2.0 {node}");
        Assert.Equal(mjd, AsdfTime.Read(file.Tree!.At("t"), out _)!.Value.ToDouble(), 9);
    }

    [Fact]
    public void The_tree_keeps_texts_as_they_stand()
    {
        using var file = AsdfData.Open("inline.asdf");
        var scalars = file.Tree!.At("s")!;
        Assert.Equal("1e3", scalars.At("v3")!.Text);
        Assert.Equal("12:30:45", scalars.At("v9")!.Text);
        Assert.False(scalars.At("v2")!.TryGetDouble(out _));
        Assert.True(scalars.At("v16")!.TryGetDouble(out var number) && number == 100);
        Assert.Null(scalars.At("v7"));
        Assert.True(((YamlMapping)scalars).Find("v7")!.IsNull);
    }
}
