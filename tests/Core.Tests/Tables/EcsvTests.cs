using System.Text.Json;
using Nocturne.Core.Tables;
using Nocturne.Core.Yaml;

namespace Nocturne.Core.Tests.Tables;

public sealed class EcsvTests
{
    const string Header = "# %ECSV 1.0\n# ---\n# datatype:\n# - {name: a, datatype: int64}\n# - {name: b, unit: deg, datatype: float64}\n# - {name: c, datatype: string}\n";

    [Theory]
    [InlineData("a b c\n1 2.5 x\n")]
    [InlineData("a b c\r\n1 2.5 x\r\n")]
    [InlineData("\n# a remark\n  a  b\tc  \n\n  1   2.5 \"x\"\n# another\n")]
    public void Blanks_comments_and_line_ends_do_not_matter(string body)
    {
        var table = EcsvReader.Parse(Header + body, "t.ecsv");
        Assert.Equal(1, table.RowCount);
        Assert.Equal(1L, table.Find("a")![0]);
        Assert.Equal(2.5, table.Find("b")![0]);
        Assert.Equal("x", table.Find("c")![0]);
        Assert.Equal("deg", table.Find("b")!.Unit);
    }

    [Fact]
    public void A_missing_value_is_an_empty_field()
    {
        var blanks = EcsvReader.Parse(Header + "a b c\n\"\" \"\" \"\"\n1 nan y\n", "t.ecsv");
        var commas = EcsvReader.Parse(Header + "# delimiter: ','\na,b,c\n,,\n1,nan,y\n", "t.ecsv");
        foreach (var table in new[] { blanks, commas })
        {
            Assert.All(table.Columns, column => Assert.Null(column[0]));
            Assert.True(double.IsNaN(table.Find("a")!.ToDoubles()[0]));
            Assert.True(double.IsNaN((double)table.Find("b")![1]!));
        }
    }

    [Theory]
    [InlineData("a b\n1 2.5\n", "differ from those of the header")]
    [InlineData("a b c\n1 2.5\n", "2 fields where 3 columns are")]
    [InlineData("a b c\n1 2.5 x y\n", "4 fields")]
    [InlineData("a b c\n1.5 2.5 x\n", "does not fit column 'a'")]
    [InlineData("a b c\n9223372036854775808 2.5 x\n", "does not fit column 'a'")]
    [InlineData("a b c\n1 big x\n", "does not fit column 'b'")]
    [InlineData("a b c\n1 2.5 \"x\n", "not closed")]
    [InlineData("", "without a line of column names")]
    public void What_contradicts_the_header_is_refused_with_its_line(string body, string why) =>
        Assert.Contains(why, Assert.Throws<TableException>(() => EcsvReader.Parse(Header + body, "t.ecsv")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("a b c\n1 2 3\n", "no ECSV table")]
    [InlineData("# %ECSV 1.0\n# ---\n# meta: {}\na\n1\n", "no list of columns")]
    [InlineData("# %ECSV 1.0\n# ---\n# datatype: [{name: a, datatype: complex}]\na\n1\n", "unknown type")]
    [InlineData("# %ECSV 1.0\n# ---\n# delimiter: '|'\n# datatype: [{name: a, datatype: int8}]\na\n1\n", "only blanks and commas")]
    [InlineData("# %ECSV 1.0\n# ---\n# datatype: [{name: a, datatype: int8}, {name: a, datatype: int8}]\na a\n1 1\n", "one name")]
    [InlineData("# %ECSV 1.0\n# ---\n# datatype: [,\na\n1\n", "not readable")]
    public void Headers_that_are_none_are_refused(string text, string why) =>
        Assert.Contains(why, Assert.Throws<TableException>(() => EcsvReader.Parse(text, "t.ecsv")).Message, StringComparison.Ordinal);

    [Fact]
    public void Cells_of_several_values_are_json_of_their_shape()
    {
        const string Text = "# %ECSV 1.0\n# ---\n# datatype:\n# - {name: v, datatype: string, subtype: 'float64[2]'}\n# - {name: w, datatype: string, subtype: 'int64[null]'}\nv w\n";
        var table = EcsvReader.Parse(Text + "[1.0,2.0] [1,2,3]\n[3.0,4.0] []\n", "t.ecsv");
        Assert.Equal(2, ((JsonElement)table.Find("v")![1]!).GetArrayLength());
        Assert.Throws<TableException>(() => EcsvReader.Parse(Text + "[1.0] []\n", "t.ecsv"));
        Assert.Throws<TableException>(() => EcsvReader.Parse(Text + "[1.0,2.0] 5\n", "t.ecsv"));
        Assert.Throws<TableException>(() => EcsvReader.Parse(Text + "[1.0,2.0 [1]\n", "t.ecsv"));
    }

    [Fact]
    public void Masks_written_as_columns_of_their_own_are_joined()
    {
        const string Text = """
            # %ECSV 1.0
            # ---
            # datatype:
            # - {name: s, datatype: string}
            # - {name: s.mask, datatype: bool}
            # meta: !!omap
            # - __serialized_columns__:
            #     s:
            #       __class__: astropy.table.column.MaskedColumn
            #       data: !astropy.table.SerializedColumn {name: s}
            #       mask: !astropy.table.SerializedColumn {name: s.mask}
            s s.mask
            "" False
            x True
            """;
        var table = EcsvReader.Parse(Text, "t.ecsv");
        Assert.Equal("s", Assert.Single(table.Columns).Name);
        Assert.Equal("", table.Columns[0][0]);
        Assert.Null(table.Columns[0][1]);
    }

    [Theory]
    [InlineData(' ')]
    [InlineData(',')]
    public void A_table_comes_back_as_it_was_written(char delimiter)
    {
        var table = new Table(
            [
                TableColumn.Of("n", new long[] { long.MinValue, 0, long.MaxValue }, missing: [false, true, false]),
                TableColumn.Of("x", new[] { 0.1, double.NaN, -1e-300 }, "MJy / sr", "with: colon, # and \"quotes\""),
                TableColumn.Of("f", new[] { 1.1f, float.PositiveInfinity, -0f }),
                TableColumn.Of("good", new[] { true, false, true }),
                TableColumn.Of("name of it", new[] { "two words", "a,b \"c\"", "#no comment" }),
            ],
            new YamlMapping([new("comments", new YamlSequence([new YamlScalar("line: one"), YamlScalar.Of(2)]))]));
        var text = new StringWriter();
        EcsvWriter.Write(text, table, delimiter);
        var again = EcsvReader.Parse(text.ToString(), "again.ecsv");
        Assert.Equal(table.Columns.Select(column => (column.Name, column.DataType, column.Unit, column.Description)), again.Columns.Select(column => (column.Name, column.DataType, column.Unit, column.Description)));
        for (var row = 0; row < table.RowCount; row++) Assert.Equal(table.Columns.Select(column => column[row]), again.Columns.Select(column => column[row]));
        Assert.Equal("line: one", ((YamlSequence)again.Meta!.At("comments")!).Items[0].Text);
    }
}
