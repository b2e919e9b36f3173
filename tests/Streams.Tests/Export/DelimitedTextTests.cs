using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Nocturne.Streams.Export;
using Nocturne.Streams.Tests.Store;

namespace Nocturne.Streams.Tests.Export;

public sealed class DelimitedTextTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Numbers_read_back_to_the_same_bits() => Prop.ForAll(
        ArbMap.Default.ArbFor<double[]>(),
        numbers =>
        {
            var text = Written(to =>
            {
                foreach (var number in numbers) to.Field(number).EndRow();
            });
            var read = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse);
            return read.SequenceEqual(numbers);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_not_known_is_empty_and_what_is_not_a_number_is_nan() =>
        Assert.Equal("nan,inf,-inf,,,-7\n", Written(text => text
            .Field(double.NaN).Field(double.PositiveInfinity).Field(double.NegativeInfinity).Field((double?)null).Field((string?)null).Field(-7).EndRow()));

    [Fact]
    public void Texts_that_would_break_the_row_are_quoted() =>
        Assert.Equal("plain,\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\",\" edge\"\n", Written(text => text.Row("plain", "a,b", "say \"hi\"", "two\nlines", " edge")));

    [Fact]
    public void Rows_longer_than_the_buffer_are_whole()
    {
        var longText = new string('ä', 200_000);

        Assert.Equal($"1,{longText},2\n", Written(text => text.Field(1).Field(longText).Field(2).EndRow()));
    }

    string Written(Action<DelimitedText> write)
    {
        var path = folder.File("text.csv");
        AtomicFile.Write(path, file =>
        {
            using var text = new DelimitedText(file);
            write(text);
        });
        return File.ReadAllText(path, Encoding.UTF8);
    }

    static double Parse(string text) => text switch
    {
        "nan" => double.NaN,
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };
}
