using Nocturne.Runner.Hocon;

namespace Nocturne.Runner.Tests.Hocon;

public sealed class HoconLayersTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("nocturne-layers-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_reference_is_resolved_alone_and_users_lie_over_it() =>
        Assert.Equal("""{"a":2,"b":1,"list":[1,9],"c":2}""", Resolve("a=1\nb=${a}\nlist=[1]", "a=2\nc=${a}\nlist=${list} [9]"));

    [Fact]
    public void Overrides_beat_files_and_later_files_beat_earlier_ones()
    {
        var layers = new HoconLayers
        {
            Reference = () => HoconDocument.ParseText("a=1,b=1,c=1,d{e=1,f=1}", "reference"),
            Files = [Write("one.conf", "a=2,b=2"), Write("two.conf", "b=3")],
            Overrides = ["c=4", "d.e=5", "d.e=6"],
        };
        Assert.Equal("""{"a":2,"b":3,"c":4,"d":{"e":6,"f":1}}""", HoconText.Json(layers.Resolve()));
    }

    [Fact]
    public void A_reference_of_a_user_sees_the_overrides() =>
        Assert.Equal("""{"a":3,"b":3}""", Resolve("a=1", "b=${a}", "a=3"));

    [Theory]
    [InlineData("a=1", """{"a":1}""")]
    [InlineData("a.b=x y", """{"a":{"b":"x y"}}""")]
    [InlineData("a=[x, y]", """{"a":["x","y"]}""")]
    [InlineData("a={b=1}", """{"a":{"b":1}}""")]
    [InlineData("a=\"q\"", """{"a":"q"}""")]
    [InlineData("a=C:\\nights\\one", """{"a":"C:\\nights\\one"}""")]
    [InlineData("a=*.fits", """{"a":"*.fits"}""")]
    [InlineData("a=1:g", """{"a":"1:g"}""")]
    [InlineData("a+=1", """{"a":[1]}""")]
    public void An_assignment_of_the_command_line_is_understood(string assignment, string expected) =>
        Assert.Equal(expected, HoconText.Json(HoconDocument.ParseOverride(assignment).Resolve(_ => null)));

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("=1")]
    [InlineData("a=[1")]
    [InlineData("a=")]
    [InlineData("a..b=1")]
    public void An_assignment_that_is_none_is_refused_with_its_text(string assignment)
    {
        var fault = Assert.Throws<HoconException>(() => HoconDocument.ParseOverride(assignment).Resolve(_ => null));
        Assert.StartsWith($"--set {assignment}", fault.Message, StringComparison.Ordinal);
    }

    string Resolve(string reference, string user, params string[] overrides) => HoconText.Json(new HoconLayers
    {
        Reference = () => HoconDocument.ParseText(reference, "reference"),
        Files = [Write("user.conf", user)],
        Overrides = overrides,
        Variables = _ => null,
    }.Resolve());

    string Write(string name, string text)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
