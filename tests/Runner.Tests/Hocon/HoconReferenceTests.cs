using Nocturne.Runner.Hocon;

namespace Nocturne.Runner.Tests.Hocon;

public sealed class HoconReferenceTests
{
    [Theory]
    // Kinds are kept when the reference stands alone.
    [InlineData("a=1\nb=${a}", """{"a":1,"b":1}""")]
    [InlineData("b=${a}\na=true", """{"b":true,"a":true}""")]
    [InlineData("a=null\nb=${a}", """{"a":null,"b":null}""")]
    [InlineData("a=[1]\nb=${a}", """{"a":[1],"b":[1]}""")]
    [InlineData("a{x=1}\nb=${a}", """{"a":{"x":1},"b":{"x":1}}""")]
    [InlineData("a{x=1}\nb=${a.x}", """{"a":{"x":1},"b":1}""")]
    [InlineData("a.\"x.y\"=1\nb=${a.\"x.y\"}", """{"a":{"x.y":1},"b":1}""")]
    [InlineData("a=1\na=2\nb=${a}", """{"a":2,"b":2}""")]
    // In texts.
    [InlineData("a=x\nb=${a} is my ${a}.", """{"a":"x","b":"x is my x."}""")]
    [InlineData("a=1e5\nb=n${a}", """{"a":1e5,"b":"n1e5"}""")]
    [InlineData("a=null\nb=x${a}", """{"a":null,"b":"xnull"}""")]
    [InlineData("a=x\nb=\"${a}\"", """{"a":"x","b":"${a}"}""")]
    [InlineData("a=x\nb=\"\"\"${a}\"\"\"", """{"a":"x","b":"${a}"}""")]
    [InlineData("a=x,b=y\nc=[${a} ${b}, ${a}]", """{"a":"x","b":"y","c":["x y","x"]}""")]
    // Lists and blocks.
    [InlineData("a=[1]\nb=${a} [2] ${a}", """{"a":[1],"b":[1,2,1]}""")]
    [InlineData("a{n=6}\nb=${a}{m=east}", """{"a":{"n":6},"b":{"n":6,"m":"east"}}""")]
    [InlineData("a{n=6}\nb{n=1} ${a}", """{"a":{"n":6},"b":{"n":6}}""")]
    [InlineData("a{0=x,1=y}\nb=[w] ${a}", """{"a":{"0":"x","1":"y"},"b":["w","x","y"]}""")]
    [InlineData("a=[1]\nb=[${a}]", """{"a":[1],"b":[[1]]}""")]
    // Layers.
    [InlineData("a=${x}\na{z=3}\nx{y=1,z=2}", """{"a":{"y":1,"z":3},"x":{"y":1,"z":2}}""")]
    [InlineData("a{z=3}\na=${x}\nx{y=1,z=2}", """{"a":{"z":2,"y":1},"x":{"y":1,"z":2}}""")]
    [InlineData("a{z=3}\na=${x}\nx=5", """{"a":5,"x":5}""")]
    [InlineData("a{z=3}\na=${x}\na{w=4}\nx=5", """{"a":{"w":4},"x":5}""")]
    [InlineData("a=[1]\na=${?x}", """{"a":[1]}""")]
    // Undefined optional ones.
    [InlineData("a=${?x}", "{}")]
    [InlineData("a=[${?x},1]", """{"a":[1]}""")]
    [InlineData("a=foo${?x}", """{"a":"foo"}""")]
    [InlineData("a=foo ${?x}", """{"a":"foo "}""")]
    [InlineData("a=${?x}${?y}", "{}")]
    [InlineData("a=${?x} [1]", """{"a":[1]}""")]
    [InlineData("a=${?x} {b=1}", """{"a":{"b":1}}""")]
    [InlineData("a=7\na=${?x}", """{"a":7}""")]
    [InlineData("b{}\na=${?b.c.d}", """{"b":{}}""")]
    [InlineData("b=1\na=${?b.c}", """{"b":1}""")]
    // Self-references look back.
    [InlineData("path=\"a:b\"\npath=${path}\":c\"", """{"path":"a:b:c"}""")]
    [InlineData("path=[a]\npath=${path} [b]\npath=${path} [c]", """{"path":["a","b","c"]}""")]
    [InlineData("foo{a=1}\nfoo=${foo}", """{"foo":{"a":1}}""")]
    [InlineData("foo=${?foo}", "{}")]
    [InlineData("a=${?a}foo", """{"a":"foo"}""")]
    [InlineData("a=1\na=${a}\na=${a}", """{"a":1}""")]
    [InlineData("foo{a{c=1}}\nfoo=${foo.a}\nfoo{a=2}", """{"foo":{"a":2,"c":1}}""")]
    [InlineData("a.b=1\na.b=${a.b}2", """{"a":{"b":"12"}}""")]
    [InlineData("a=${x}\na.b=${a.b}2\nx.b=1", """{"a":{"b":"12"},"x":{"b":1}}""")]
    [InlineData("a=[1]\nb=${a} [2]\na=${b} [3]", """{"a":[1,2,3],"b":[1,2]}""")]
    [InlineData("a=1\nb=2\na=${b}\nb=${a}", """{"a":1,"b":1}""")]
    [InlineData("a=x\na=${?a}y${?a}", """{"a":"xyx"}""")]
    [InlineData("a{b=5}\na=${a}\na{c=6}", """{"a":{"b":5,"c":6}}""")]
    [InlineData("a{b=3}\na={b=2} ${a}", """{"a":{"b":3}}""")]
    // Appending below references.
    [InlineData("base{x=[0]}\nc=${base}\nc{x+=1,x+=2}", """{"base":{"x":[0]},"c":{"x":[0,1,2]}}""")]
    [InlineData("c{x=[],x=${c.x}[1],x=${c.x}[2]}", """{"c":{"x":[1,2]}}""")]
    [InlineData("r{d.x=[7]}\nq=${r}\nq{d{y=1},c=${q.d},c{x=${q.c.x}[1],x=${q.c.x}[2]}}", """{"r":{"d":{"x":[7]}},"q":{"d":{"x":[7],"y":1},"c":{"x":[7,1,2],"y":1}}}""")]
    [InlineData("a=${x}\na+=${y}\nx=[1]\ny=2", """{"a":[1,2],"x":[1],"y":2}""")]
    // Blocks that inherit and embrace each other.
    [InlineData("d{a=1,b=2}\ni=${d}\ni.b=3\nj.b=${i.b}", """{"d":{"a":1,"b":2},"i":{"a":1,"b":3},"j":{"b":3}}""")]
    [InlineData("d{a=1,b=2}\ni=${d}\ni.b={c=43}\nj.b=${i.b}", """{"d":{"a":1,"b":2},"i":{"a":1,"b":{"c":43}},"j":{"b":{"c":43}}}""")]
    [InlineData("d{a=1}\ni=${d}\ni.c=${j.d}\nj=${d}\nj.d=${i.a}", """{"d":{"a":1},"i":{"a":1,"c":1},"j":{"a":1,"d":1}}""")]
    [InlineData("foo=${a.b.c}\na{b{c=42,x=${foo}},y=${foo}}", """{"foo":42,"a":{"b":{"c":42,"x":42},"y":42}}""")]
    // Later layers, blocks too, are invisible while a reference of the field is resolved.
    [InlineData("a{x=1}\na=${a}{y=2}\na{z=3}", """{"a":{"x":1,"y":2,"z":3}}""")]
    [InlineData("a=${?a.x}\na{x=1}", """{"a":{"x":1}}""")]
    // Objects may refer to their own fields, looking forward.
    [InlineData("bar{foo=42,baz=${bar.foo}}", """{"bar":{"foo":42,"baz":42}}""")]
    [InlineData("bar{foo=42,baz=${bar.foo}}\nbar{foo=43}", """{"bar":{"foo":43,"baz":43}}""")]
    [InlineData("bar{a=${foo.d},b=1}\nbar.b=3\nfoo{c=${bar.b},d=2}\nfoo.d=4", """{"bar":{"a":4,"b":3},"foo":{"c":3,"d":4}}""")]
    // What is hidden is never looked at.
    [InlineData("a=${nowhere}\na=42", """{"a":42}""")]
    [InlineData("a=${a}\na=42", """{"a":42}""")]
    [InlineData("a=${a}\na=[]", """{"a":[]}""")]
    [InlineData("x{b=${nowhere}}\nx.b=1\na=${x}", """{"x":{"b":1},"a":{"b":1}}""")]
    [InlineData("a{b=${nowhere}}\na=${x}\nx.b=1", """{"a":{"b":1},"x":{"b":1}}""")]
    // Circles count as undefined for optional references.
    [InlineData("a=${?b}\nb=${?a}", "{}")]
    [InlineData("a=${?b}1\nb=${?a}2", """{"a":"21","b":"2"}""")]
    [InlineData("a{b=${?a}}", """{"a":{}}""")]
    [InlineData("a=${?b}foo\nb=${a}", """{"a":"foo","b":"foo"}""")]
    [InlineData("a=${?b}\nb=${?c.d}\nc.d=${?a}", """{"c":{}}""")]
    public void References_give(string text, string expected) => Assert.Equal(expected, HoconText.Resolve(text));

    [Theory]
    [InlineData("\nb.c=${nowhere.x}", "test.conf:2: 'b.c': ${nowhere.x} refers to a setting that does not exist; write ${?…} if it may be missing.")]
    [InlineData("a=${a}", "test.conf:1: 'a': ${a} refers to itself in a circle.")]
    [InlineData("a=${a}\na{b=1}", null)]
    [InlineData("a=${b}\nb=${a}", null)]
    [InlineData("a=${b}\nb=${c}\nc=${a}", null)]
    [InlineData("a=${a.b}", null)]
    [InlineData("x=${?a}\na=${b}\nb=${a}", null)]
    [InlineData("a=1\na=[${a},2]", null)]
    [InlineData("a=1\na={x=${a}}", null)]
    [InlineData("x+={a+=1}", "test.conf:1: 'a +=' stands inside a list, where a key has no path to look back to. Write the whole list instead.")]
    [InlineData("a=${a}x", null)]
    [InlineData("a{b=${a}}", "test.conf:1: 'a.b': the value contains itself.")]
    [InlineData("a=[${a}]", "test.conf:1: 'a.0': the value contains itself.")]
    [InlineData("a{b=${c}}\nc{d=${a}}", null)]
    [InlineData("a{x=1,y=${a}}", null)]
    [InlineData("a=[1]\nb=x${a}", "test.conf:2: 'b': 'x' stands beside a list on one line; they cannot be joined.")]
    [InlineData("a{c=1}\nb=x ${a}", "test.conf:2: 'b': 'x' stands beside a block on one line; they cannot be joined.")]
    [InlineData("a{c=1}\nb=[1] ${a}", "test.conf:2: 'b': a block { … } stands beside a list on one line; they cannot be joined.")]
    [InlineData("a=1\na+=2", null)]
    public void References_are_refused(string text, string? message)
    {
        var fault = HoconText.Fault(text);
        Assert.StartsWith("test.conf:", fault.Message, StringComparison.Ordinal);
        if (message is not null) Assert.Equal(message, fault.Message);
    }

    [Fact]
    public void The_environment_is_asked_when_the_tree_does_not_know()
    {
        Func<string, string?> environment = name => name switch { "HOME" => "/home/me", "N" => "5", "EMPTY" => "", "a.b" => "dotted", _ => null };
        Assert.Equal("""{"a":"/home/me","b":"5"}""", HoconText.Resolve("a=${HOME}\nb=${N}", environment));
        Assert.Equal("""{"a":""}""", HoconText.Resolve("a=${?EMPTY}", environment));
        Assert.Equal("""{"c":"dotted"}""", HoconText.Resolve("c=${a.b}", environment));
        Assert.Equal("""{"HOME":"x","a":"x"}""", HoconText.Resolve("HOME=x\na=${HOME}", environment));
        Assert.Equal("""{"HOME":null,"a":null}""", HoconText.Resolve("HOME=null\na=${HOME}", environment));
        Assert.Equal("{}", HoconText.Resolve("a=${?NOWHERE}", environment));
    }

    [Fact]
    public void A_variable_of_the_process_is_found() =>
        Assert.NotNull(HoconDocument.ParseText("a=${PATH}", "test.conf").Resolve().Find("a"));

    [Fact]
    public void A_long_chain_of_references_is_refused_and_not_the_end_of_the_program()
    {
        var text = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"a{i}=${{a{i + 1}}}\n")) + "a20000=1";
        Assert.Contains("deep", HoconText.Fault(text).Message, StringComparison.Ordinal);
        Assert.Contains("deep", HoconText.Fault(string.Concat(Enumerable.Repeat("a+=1\n", 900))).Message, StringComparison.Ordinal);
        Assert.Contains("more than 1000 times", HoconText.Fault(string.Concat(Enumerable.Repeat("a+=1\n", 20_000))).Message, StringComparison.Ordinal);
        Assert.Equal(300, HoconDocument.ParseText(string.Concat(Enumerable.Repeat("a+=1\n", 300)), "test.conf").Resolve().Find("a") is HoconArray list ? list.Items.Count : 0);
    }

    [Fact]
    public void A_long_file_takes_time_in_proportion()
    {
        var tree = HoconDocument.ParseText(string.Concat(Enumerable.Range(0, 50_000).Select(i => $"a.b.k{i}={i}\n")), "test.conf").Resolve();
        Assert.Equal(50_000, ((HoconObject)tree.Find("a.b")!).Fields.Count);
    }

    [Fact]
    public void References_that_multiply_are_stopped()
    {
        var texts = "a0=0123456789\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"a{i + 1}=${{a{i}}}${{a{i}}}\n"));
        Assert.Contains("characters", HoconText.Fault(texts).Message, StringComparison.Ordinal);
        var lists = "a0=[1,2]\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"a{i + 1}=${{a{i}}} ${{a{i}}}\n"));
        Assert.Contains("values", HoconText.Fault(lists).Message, StringComparison.Ordinal);
        var blocks = "a0=1\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"a{i + 1}=[${{a{i}}},${{a{i}}}]\n"));
        Assert.Contains("values", HoconText.Fault(blocks).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_comes_from_elsewhere_is_reported_where_it_is_used()
    {
        var tree = HoconDocument.ParseText("a=1\nb=${a}\nc{d=2}\ne=${c}", "test.conf").Resolve(_ => null);
        Assert.Equal(2, tree.Find("b")!.Origin.Line);
        Assert.Equal(4, tree.Find("e")!.Origin.Line);
        Assert.Equal(3, tree.Find("e.d")!.Origin.Line);
    }
}
