using System.Text;
using Nocturne.Runner.Hocon;

namespace Nocturne.Runner.Tests.Hocon;

public sealed class HoconIncludeTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("nocturne-hocon-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void An_included_file_stands_in_place_of_the_statement()
    {
        Write("other.conf", "a=1\nb{c=2}");
        Assert.Equal("""{"a":1,"b":{"d":4,"c":2},"e":5}""", Resolve("a=0\nb{d=4}\ninclude \"other.conf\"\ne=5"));
        Assert.Equal("""{"a":9,"b":{"c":2}}""", Resolve("include \"other.conf\", a=9"));
        Assert.Equal("""{"x":{"a":1,"b":{"c":2}}}""", Resolve("x { include file(\"other.conf\") }"));
        Assert.Equal("""{"x":{"a":1,"b":{"c":2}}}""", Resolve("x { include required( file( \"other.conf\" ) ) }".Replace("( ", "(", StringComparison.Ordinal)));
        Assert.Equal("""{"a":1,"b":{"c":2}}""", Resolve("include\n\n required(\"other.conf\")"));
    }

    [Fact]
    public void Names_are_relative_to_the_including_file_and_not_to_the_working_directory()
    {
        Directory.CreateDirectory(Path.Combine(folder, "sub", "deeper"));
        Write("sub/one.conf", "include \"deeper/two.conf\"\none=1");
        Write("sub/deeper/two.conf", "include \"../../three.conf\"\ntwo=2");
        Write("three.conf", "three=3");
        var main = Write("main.conf", "include \"sub/one.conf\"");
        Assert.Equal("""{"three":3,"two":2,"one":1}""", HoconText.Json(HoconDocument.ParseFile(main).Resolve(_ => null)));
    }

    [Fact]
    public void A_missing_file_is_passed_over_unless_it_is_required()
    {
        Assert.Equal("""{"a":1}""", Resolve("include \"nowhere.conf\"\na=1"));
        var fault = HoconText.Fault("\ninclude required(\"nowhere.conf\")", folder);
        Assert.StartsWith("test.conf:2: the required file ", fault.Message, StringComparison.Ordinal);
        Assert.EndsWith("nowhere.conf does not exist.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_without_extension_takes_json_first_and_conf_over_it()
    {
        Write("both.json", """{"a":1,"b":1}""");
        Write("both.conf", "b=2");
        Assert.Equal("""{"a":1,"b":2}""", Resolve("include \"both\""));
        Assert.Contains("does not exist", HoconText.Fault("include required(\"neither\")", folder).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void References_of_an_included_file_look_below_its_place_first_and_then_from_the_root()
    {
        Write("foo.conf", "x=10\ny=${x}\nz=${root}\nw=${?w}new");
        Assert.Equal("""{"a":{"x":42,"y":42,"z":7,"w":"new"},"root":7}""", Resolve("a { include \"foo.conf\" }\na { x=42 }\nroot=7"));
        Write("bar.conf", "inner { include \"foo.conf\" }");
        Assert.Equal("""{"o":{"inner":{"x":10,"y":10,"z":7,"w":"new"}},"root":7}""", Resolve("o { include \"bar.conf\" }\nroot=7"));
    }

    [Fact]
    public void Appending_in_an_included_file_appends_at_its_place()
    {
        Write("foo.conf", "list += 1");
        Assert.Equal("""{"a":{"list":[0,1]}}""", Resolve("a { list=[0]\ninclude \"foo.conf\" }"));
    }

    [Fact]
    public void Files_that_include_each_other_are_refused()
    {
        Write("a.conf", "include \"b.conf\"");
        Write("b.conf", "x=1\ninclude \"a.conf\"");
        var fault = Assert.Throws<HoconException>(() => HoconDocument.ParseFile(Path.Combine(folder, "a.conf")));
        Assert.Contains("b.conf:2: ", fault.Message, StringComparison.Ordinal);
        Assert.EndsWith("includes itself: a.conf -> b.conf -> a.conf.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Faults_in_an_included_file_name_that_file()
    {
        Write("broken.conf", "a=1\nb=[");
        Assert.Contains("broken.conf:2: the '[' is never closed", HoconText.Fault("include \"broken.conf\"", folder).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_cannot_be_included()
    {
        Write("list.conf", "[1]");
        Assert.Contains("is a list; only files of settings can be included", HoconText.Fault("include \"list.conf\"", folder).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_are_no_text_or_no_file_are_refused_in_a_sentence()
    {
        File.WriteAllBytes(Path.Combine(folder, "latin.conf"), Encoding.Latin1.GetBytes("a=é"));
        Assert.EndsWith("latin.conf: the file is not UTF-8 text.", HoconText.Fault("include \"latin.conf\"", folder).Message, StringComparison.Ordinal);
        Directory.CreateDirectory(Path.Combine(folder, "folder.conf"));
        Assert.EndsWith("is a folder, not a file.", HoconText.Fault("include \"folder.conf\"", folder).Message, StringComparison.Ordinal);
        Assert.EndsWith("nowhere.conf: the file does not exist.", Assert.Throws<HoconException>(() => HoconDocument.ParseFile(Path.Combine(folder, "nowhere.conf"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_that_is_no_file_includes_by_absolute_name_only()
    {
        Assert.Contains("has no folder to start from", HoconText.Fault("include \"a.conf\"").Message, StringComparison.Ordinal);
        var absolute = Write("other.conf", "a=1").Replace('\\', '/');
        Assert.Equal("""{"a":1}""", HoconText.Resolve($"include \"{absolute}\""));
    }

    string Resolve(string text) => HoconText.Resolve(text, folder: folder);

    string Write(string name, string text)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
