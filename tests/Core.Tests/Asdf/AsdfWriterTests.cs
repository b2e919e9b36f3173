using FsCheck;
using FsCheck.Fluent;
using Nocturne.Core.Asdf;
using Nocturne.Core.Yaml;

namespace Nocturne.Core.Tests.Asdf;

public sealed class AsdfWriterTests
{
    [Theory]
    [InlineData(AsdfCompression.None)]
    [InlineData(AsdfCompression.Zlib)]
    [InlineData(AsdfCompression.Lz4)]
    public void Arrays_of_every_type_come_back_as_they_were(AsdfCompression compression)
    {
        var writer = new AsdfWriter(compression);
        var bytes = AsdfData.Bytes(
            writer,
            ("half", writer.AddArray<Half>([(Half)1.5, Half.NaN])),
            ("double", writer.AddArray<double>([1, -0.0, double.NaN, 1e300], 2, 2)),
            ("ulong", writer.AddArray<ulong>([0, ulong.MaxValue])),
            ("bool", writer.AddArray<bool>([true, false, true])),
            ("empty", writer.AddArray<float>([], 0, 5)));
        using var file = AsdfFile.Read(bytes, "written.asdf");
        Assert.Equal([(Half)1.5, Half.NaN], file.Array("half").Read<Half>());
        Assert.Equal([1, -0.0, double.NaN, 1e300], file.Array("double").Read<double>());
        Assert.Equal([2, 2], file.Array("double").Shape);
        Assert.Equal([0, ulong.MaxValue], file.Array("ulong").Read<ulong>());
        Assert.Equal([true, false, true], file.Array("bool").Read<bool>());
        Assert.Equal([0, 5], file.Array("empty").Shape);
    }

    [Fact]
    public void Any_bytes_survive_lz4() =>
        Prop.ForAll<byte[], int>((bytes, repeat) =>
        {
            // Repeats make long matches, also such that overlap themselves.
            var data = Enumerable.Repeat(bytes, 1 + (Math.Abs(repeat % 200))).SelectMany(part => part).ToArray();
            var block = new byte[Lz4Block.MaximumLength(data.Length)];
            var length = Lz4Block.Encode(data, block);
            var decoded = new byte[data.Length];
            return Lz4Block.TryDecode(block.AsSpan(0, length), decoded) && decoded.AsSpan().SequenceEqual(data);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Long_runs_and_noise_survive_lz4_in_several_chunks()
    {
        var data = new byte[9_000_000];
        var random = new Random(1);
        random.NextBytes(data.AsSpan(0, 1_000_000));
        random.NextBytes(data.AsSpan(8_999_000));
        var writer = new AsdfWriter(AsdfCompression.Lz4);
        var bytes = AsdfData.Bytes(writer, ("a", writer.AddArray<byte>(data)));
        Assert.True(bytes.Length < 1_100_000);
        using var file = AsdfFile.Read(bytes, "chunks.asdf");
        Assert.True(file.Array("a").Read<byte>().AsSpan().SequenceEqual(data));
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("true")]
    [InlineData("1.5")]
    [InlineData("")]
    [InlineData("- list: {of, [things]} # no comment")]
    [InlineData("two\nlines\tand \"quotes\" \\ and µ, 星, \u2028")]
    public void Any_text_comes_back_from_the_tree_as_text(string text)
    {
        var bytes = AsdfData.Bytes(new AsdfWriter(), ("t", new YamlScalar(text)), ("list", new YamlSequence([new YamlScalar(text), YamlScalar.Of(1.5), new YamlMapping([new(text, YamlScalar.Of(true))])])));
        using var file = AsdfFile.Read(bytes, "text.asdf");
        var read = (YamlScalar)((YamlMapping)file.Tree!).Find("t")!;
        Assert.Equal(text, read.Text);
        var list = (YamlSequence)file.Tree!.At("list")!;
        Assert.True(list.Items[1].TryGetDouble(out var number) && number == 1.5);
        Assert.True(((YamlMapping)list.Items[2]).Find(text)!.TryGetBool(out var flag) && flag);
    }

    [Fact]
    public void Any_double_keeps_its_digits_in_the_tree() =>
        Prop.ForAll<double>(value =>
        {
            var scalar = YamlScalar.Of(value);
            return scalar.TryGetDouble(out var read) && (read.Equals(value) || (double.IsNaN(read) && double.IsNaN(value))) && scalar.Text.Contains('.', StringComparison.Ordinal);
        }).QuickCheckThrowOnFailure();
}
