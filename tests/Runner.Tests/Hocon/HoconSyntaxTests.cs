using Nocturne.Runner.Hocon;

namespace Nocturne.Runner.Tests.Hocon;

public sealed class HoconSyntaxTests
{
    [Theory]
    // Roots.
    [InlineData("", "{}")]
    [InlineData("\ufeff", "{}")]
    [InlineData("# only a comment", "{}")]
    [InlineData("{}", "{}")]
    [InlineData("  { a : 1 }  \n", """{"a":1}""")]
    [InlineData("a=1", """{"a":1}""")]
    [InlineData("\ufeffa=1", """{"a":1}""")]
    [InlineData("""{"a":{"b":[1,2,{"c":null}]},"d":true,"e":-1.5e3,"f":"x"}""", """{"a":{"b":[1,2,{"c":null}]},"d":true,"e":-1.5e3,"f":"x"}""")]
    // Comments.
    [InlineData("a=1 # one\nb=2 // two", """{"a":1,"b":2}""")]
    [InlineData("a=\"#\" # no\nb=\"//\"", """{"a":"#","b":"//"}""")]
    [InlineData("a=b//c", """{"a":"b"}""")]
    [InlineData("a=[1 # one\n2]", """{"a":[1,2]}""")]
    [InlineData("a=http:\"//x\"", null)]
    // Separators.
    [InlineData("a:1\nb = 2\nc{d:3}\ne={f:4}", """{"a":1,"b":2,"c":{"d":3},"e":{"f":4}}""")]
    [InlineData("a\n=\n1", """{"a":1}""")]
    [InlineData("a\n{b=1}", """{"a":{"b":1}}""")]
    // Commas.
    [InlineData("a=1,b=2,", """{"a":1,"b":2}""")]
    [InlineData("a=[1,2,3,]", """{"a":[1,2,3]}""")]
    [InlineData("a=[1\n2\n3]", """{"a":[1,2,3]}""")]
    [InlineData("a=[1\n,2\n,\n3\n,\n]", """{"a":[1,2,3]}""")]
    [InlineData("a=[\n]", """{"a":[]}""")]
    [InlineData("{a=1\n,\nb=2}", """{"a":1,"b":2}""")]
    // White space.
    [InlineData("\u00a0a\u2007=\u202f1\u2028\u2029\t\v\f\r\u001c\u001d\u001e\u001f\u3000", """{"a":1}""")]
    [InlineData("a=x\u00a0y", "{\"a\":\"x\u00a0y\"}")]
    [InlineData("a=1\r\nb=2\r\n", """{"a":1,"b":2}""")]
    // Duplicate keys.
    [InlineData("a=1\na=2", """{"a":2}""")]
    [InlineData("a{b=1}\na{c=2}", """{"a":{"b":1,"c":2}}""")]
    [InlineData("a{b=1}\na=null\na{c=2}", """{"a":{"c":2}}""")]
    [InlineData("a{b=1}\na=5\na{c=2}", """{"a":{"c":2}}""")]
    [InlineData("a{b{x=1,y=2}}\na{b{y=3}}", """{"a":{"b":{"x":1,"y":3}}}""")]
    [InlineData("a=[1]\na=[2]", """{"a":[2]}""")]
    // Unquoted strings.
    [InlineData("a=bar10.0", """{"a":"bar10.0"}""")]
    [InlineData("a=10.0bar", """{"a":"10.0bar"}""")]
    [InlineData("a=truefoo", """{"a":"truefoo"}""")]
    [InlineData("a=footrue", """{"a":"footrue"}""")]
    [InlineData("a=true", """{"a":true}""")]
    [InlineData("a=null", """{"a":null}""")]
    [InlineData("a=true false null 1", """{"a":"true false null 1"}""")]
    [InlineData("a=1e+5", """{"a":1e+5}""")]
    [InlineData("a=1e+5foo", """{"a":"1e+5foo"}""")]
    [InlineData("a=1.2.3", """{"a":"1.2.3"}""")]
    [InlineData("a=-x", """{"a":"-x"}""")]
    [InlineData("a=.5", """{"a":".5"}""")]
    [InlineData("a=C/D;(e)|%'<>~_é", """{"a":"C/D;(e)|%'<>~_é"}""")]
    // Quoted strings.
    [InlineData("""a="\"\\\/\b\f\n\r\t\u0041" """, "{\"a\":\"\\\"\\\\/\b\f\\n\r\tA\"}")]
    [InlineData("a=\"\"", """{"a":""}""")]
    [InlineData("a=\"\"\"b\n \"c\" \\n\"\"\"", """{"a":"b\n \"c\" \\n"}""")]
    [InlineData("a=\"\"\"b\"\"\"\"\"", """{"a":"b\"\""}""")]
    [InlineData("a=\"\"\"\"\"\"", """{"a":""}""")]
    // Concatenation of simple values.
    [InlineData("a= foo  bar\tbaz ", "{\"a\":\"foo  bar\tbaz\"}")]
    [InlineData("a=foo \"bar\" 1 true", """{"a":"foo bar 1 true"}""")]
    [InlineData("a=\"x\"\"y\"", """{"a":"xy"}""")]
    [InlineData("a=[1 2 3 4]", """{"a":["1 2 3 4"]}""")]
    [InlineData("a=x # y\n", """{"a":"x"}""")]
    [InlineData("a=0x1F", """{"a":"0x1F"}""")]
    // Concatenation of arrays and objects.
    [InlineData("a=[1] [2]", """{"a":[1,2]}""")]
    [InlineData("a=[[1,2] [3,4]]", """{"a":[[1,2,3,4]]}""")]
    [InlineData("a=[[1,2]\n[3,4]]", """{"a":[[1,2],[3,4]]}""")]
    [InlineData("a={b=1} {c=2}", """{"a":{"b":1,"c":2}}""")]
    [InlineData("a {b=1} {c=2}", """{"a":{"b":1,"c":2}}""")]
    [InlineData("a={0=x} [y]", """{"a":["x","y"]}""")]
    [InlineData("a=[y] {2=c,1=b,k=ignored}", """{"a":["y","b","c"]}""")]
    // Paths.
    [InlineData("a.b.c=1", """{"a":{"b":{"c":1}}}""")]
    [InlineData("a.\"b.c\"=1", """{"a":{"b.c":1}}""")]
    [InlineData("a.\"\".b=1", """{"a":{"":{"b":1}}}""")]
    [InlineData("a\"b.c\"d=1", """{"ab.cd":1}""")]
    [InlineData("3.14=1", """{"3":{"14":1}}""")]
    [InlineData("10.0foo=1", """{"10":{"0foo":1}}""")]
    [InlineData("true=1", """{"true":1}""")]
    [InlineData("a b c = 1", """{"a b c":1}""")]
    [InlineData("a.x=42,a.y=43", """{"a":{"x":42,"y":43}}""")]
    [InlineData("1e5.x=1", """{"1e5":{"x":1}}""")]
    // The word include.
    [InlineData("foo include=1", """{"foo include":1}""")]
    [InlineData("a=include", """{"a":"include"}""")]
    [InlineData("a=[include]", """{"a":["include"]}""")]
    [InlineData("\"include\"=1", """{"include":1}""")]
    // Appending.
    [InlineData("a+=1", """{"a":[1]}""")]
    [InlineData("a=[1]\na+=2\na += 3", """{"a":[1,2,3]}""")]
    [InlineData("a.b+={c=1}", """{"a":{"b":[{"c":1}]}}""")]
    [InlineData("a+=[1]\na+=[2]", """{"a":[[1],[2]]}""")]
    public void Text_means(string text, string? expected)
    {
        if (expected is null) HoconText.Fault(text);
        else Assert.Equal(expected, HoconText.Resolve(text));
    }

    [Fact]
    public void A_list_may_be_the_whole_file_but_settings_need_names()
    {
        var document = HoconDocument.ParseText("[1, {a=2}]", "list.conf");
        Assert.Equal("""[1,{"a":2}]""", HoconText.Json(document.Root));
        Assert.Equal("list.conf:1: the file is a list; settings need names.", Assert.Throws<HoconException>(() => document.Resolve()).Message);
    }

    [Theory]
    [InlineData("{", "test.conf:1: the '{' is never closed: a '}' is missing.")]
    [InlineData("a=1\n}", "test.conf:2: this '}' closes nothing.")]
    [InlineData("a=1}", "test.conf:1: this '}' closes nothing.")]
    [InlineData("}", "test.conf:1: this '}' closes nothing.")]
    [InlineData("{a=1}\nb=2", "test.conf:2: 'b' stands behind the end of the block that is the whole file.")]
    [InlineData("[1]\n[2]", "test.conf:2: '[' stands behind the end of the list that is the whole file.")]
    [InlineData("a=[1", "test.conf:1: the '[' is never closed: a ']' is missing.")]
    [InlineData("a=[1,,2]", "test.conf:1: a comma has nothing before it.")]
    [InlineData("a=[,1]", "test.conf:1: a comma has nothing before it.")]
    [InlineData("a=[1,2,,]", "test.conf:1: a comma has nothing before it.")]
    [InlineData("a=[,]", "test.conf:1: a comma has nothing before it.")]
    [InlineData(",a=1", "test.conf:1: a comma has nothing before it.")]
    [InlineData("a=1,,b=2", "test.conf:1: a comma has nothing before it.")]
    [InlineData("a=1,,", "test.conf:1: a comma has nothing before it.")]
    [InlineData("\n\na=", "test.conf:3: 'a' has no value.")]
    [InlineData("a", "test.conf:1: 'a' is not followed by '=', ':' or '{'.")]
    [InlineData("a b\n", "test.conf:1: '\"a b\"' is not followed by '=', ':' or '{'.")]
    [InlineData("=1", "test.conf:1: a key may not contain '='.")]
    [InlineData("[a]=1", null)]
    [InlineData("{}=1", null)]
    [InlineData("a=b=c", "test.conf:1: the value of 'a' contains '='. Put the value in quotes.")]
    [InlineData("a=b:c", "test.conf:1: the value of 'a' contains ':'. Put the value in quotes.")]
    [InlineData("a=*.fits", "test.conf:1: '*' is not allowed outside quotes. Put the text in quotes.")]
    [InlineData("a=1+2", "test.conf:1: '1+2' is not a number, and '+' is not allowed outside quotes. Put the text in quotes.")]
    [InlineData("a=x+y", "test.conf:1: '+' is not allowed outside quotes. Put the text in quotes.")]
    [InlineData("a=$b", "test.conf:1: '$' is not allowed outside quotes except in ${path}. Put the text in quotes.")]
    [InlineData("a=b`c", null)]
    [InlineData("a=b^c", null)]
    [InlineData("a=b?c", null)]
    [InlineData("a=b!c", null)]
    [InlineData("a=b@c", null)]
    [InlineData("a=b&c", null)]
    [InlineData("a=b\\c", null)]
    [InlineData("a=\"b", "test.conf:1: the closing quote of a text is missing on this line.")]
    [InlineData("a=\"b\nc\"", "test.conf:1: the closing quote of a text is missing on this line.")]
    [InlineData("a=\"b\tc\"", "test.conf:1: a text in quotes may not contain the control character U+0009; write it as \\u0009.")]
    [InlineData("a=\"\\x\"", null)]
    [InlineData("a=\"\\u12\"", null)]
    [InlineData("a=\"\\u+123\"", null)]
    [InlineData("a=\"\"\"b\n", "test.conf:1: the closing \"\"\" of a text is missing.")]
    [InlineData("a..b=1", null)]
    [InlineData(".a=1", null)]
    [InlineData("a.=1", null)]
    [InlineData("a.b. =1", null)]
    [InlineData("${a}=1", "test.conf:1: a key may not contain a substitution ${…}.")]
    [InlineData("a${b}=1", "test.conf:1: a key may not contain a substitution ${…}.")]
    [InlineData("a=${b", "test.conf:1: the closing '}' of a substitution ${…} is missing.")]
    [InlineData("a=${b\n}", "test.conf:1: the closing '}' of a substitution ${…} is missing.")]
    [InlineData("a=${}", "test.conf:1: a key is missing here.")]
    [InlineData("a=${ ?b}", null)]
    [InlineData("a=${b${c}}", "test.conf:1: a substitution may not stand in another one.")]
    [InlineData("a=${b=c}", null)]
    [InlineData("a={} 1", "test.conf:1: the value of 'a' mixes text with a block or a list on one line.")]
    [InlineData("a=[] x", "test.conf:1: the value of 'a' mixes text with a block or a list on one line.")]
    [InlineData("a=[1] {b=2}", "test.conf:1: 'a': a block { … } stands beside a list on one line; they cannot be joined.")]
    [InlineData("a=[{b+=1}]", "test.conf:1: 'b +=' stands inside a list, where a key has no path to look back to. Write the whole list instead.")]
    [InlineData("include foo", null)]
    [InlineData("include = 1", null)]
    [InlineData("include \"a.conf\" \"b.conf\"", null)]
    [InlineData("include url(\"http://x/y.conf\")", "test.conf:1: include \"http://x/y.conf\": url(…) and classpath(…) are not supported. Copy the file beside this one and include it by name.")]
    [InlineData("include classpath(\"y.conf\")", null)]
    [InlineData("include \"https://x/y.conf\"", null)]
    [InlineData("include \"y.properties\"", "test.conf:1: include \"y.properties\": .properties files are not supported. Write it as a .conf file.")]
    [InlineData("include file(\"y.conf\"", null)]
    [InlineData("include other(\"y.conf\")", null)]
    public void Text_is_refused(string text, string? message)
    {
        var fault = HoconText.Fault(text, folder: Path.GetTempPath());
        Assert.StartsWith("test.conf:", fault.Message, StringComparison.Ordinal);
        if (message is not null) Assert.Equal(message, fault.Message);
    }

    [Theory]
    [InlineData("a={")]
    [InlineData("[")]
    [InlineData("a{b=[{")]
    public void Nesting_without_end_is_refused_before_the_stack_ends(string opening)
    {
        var text = string.Concat(Enumerable.Repeat(opening, 100_000));
        Assert.Contains("nested deeper than", HoconText.Fault(text).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_with_endless_parts_is_refused() =>
        Assert.Contains("more than 100 parts", HoconText.Fault(string.Join('.', Enumerable.Repeat("a", 100_000)) + "=1").Message, StringComparison.Ordinal);

    [Fact]
    public void Keys_that_nest_inside_blocks_count_together() =>
        Assert.Contains("nested deeper", HoconText.Fault(string.Concat(Enumerable.Repeat("a.a.a.a.a.a {", 30))).Message, StringComparison.Ordinal);

    [Fact]
    public void Lines_are_counted_through_comments_triple_quotes_and_carriage_returns()
    {
        var tree = HoconDocument.ParseText("# one\r\n\r\na=\"\"\"x\ny\nz\"\"\"\nb=2", "lines.conf").Resolve(_ => null);
        Assert.Equal("lines.conf:3", tree.Find("a")!.Origin.ToString());
        Assert.Equal("lines.conf:6", tree.Find("b")!.Origin.ToString());
    }
}
