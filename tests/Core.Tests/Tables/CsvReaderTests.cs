using Nocturne.Core.Tables;

namespace Nocturne.Core.Tests.Tables;

public sealed class CsvReaderTests
{
    [Fact]
    public void A_column_is_of_whole_numbers_of_numbers_or_of_texts_by_what_stands_in_it()
    {
        var table = CsvReader.Parse("# made by hand\nid,x,name,blank\r\n1,2,\"a, b\",\r\n\n-7,nan,c,4\n", "t.csv");

        Assert.Equal([1L, -7], Assert.IsType<TableColumn<long>>(table.Find("id")).Values);
        Assert.Equal([2, double.NaN], Assert.IsType<TableColumn<double>>(table.Find("x")).Values);
        Assert.Equal(["a, b", "c"], table.Find("name")!.ToTexts());
        Assert.Equal([double.NaN, 4], table.Find("blank")!.ToDoubles());
    }

    [Fact]
    public void Rows_can_be_taken_in_any_order_with_what_is_missing()
    {
        var column = CsvReader.Parse("a,b\n1,\n2,5\n3,6\n", "t.csv").Find("b")!.Take([2, 0, 2]);

        Assert.Equal([6, double.NaN, 6], column.ToDoubles());
    }

    [Theory]
    [InlineData("", "has no line of column names")]
    [InlineData("a,a\n", "two columns have one name")]
    [InlineData("a,b\n1\n", "line 2: 1 fields where 2 columns are")]
    [InlineData("a,b\n1,\"2\n", "line 2: a quotation is not closed")]
    public void What_is_no_table_gets_a_sentence(string text, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<TableException>(() => CsvReader.Parse(text, "t.csv")).Message, StringComparison.Ordinal);
}
