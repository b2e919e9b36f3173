using FsCheck;
using FsCheck.Fluent;
using Nocturne.Runner.Hocon;

namespace Nocturne.Runner.Tests.Hocon;

public sealed class HoconFuzzTests
{
    static readonly string[] Words =
    [
        "{", "}", "[", "]", "=", ":", ",", "\n", " ", "+=", "a", "b", "a.b", "c", "1", "-", "1e5", "true", "null", "\"", "\"\"\"", "\"x\"", "\\", "\\u00", "#", "//", "$", "${a}", "${?b}",
        "${a.b}", "${", "}", "include", "include \"f\"", "required(", ")", "\t", "\u00a0", "\ufeff", "\0", "é", "𝄞", "\ud800", ".", "..", "+", "a=", "b={", "a=${b}\n", "b=${?a}[1]\n", "a+=1\n",
    ];

    [Fact]
    public void Random_words_give_a_tree_or_a_sentence() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(3000).WithEndSize(60),
        Prop.ForAll(Gen.Elements(Words).ListOf().Select(string.Concat).ToArbitrary(), TreeOrSentence));

    [Fact]
    public void Random_characters_give_a_tree_or_a_sentence() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(2000).WithEndSize(100),
        Prop.ForAll<string>(text => TreeOrSentence(text ?? "")));

    [Fact]
    public void Random_assignments_give_a_tree_or_a_sentence() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(1000).WithEndSize(20),
        Prop.ForAll(Gen.Elements(Words).ListOf().Select(string.Concat).ToArbitrary(), text => Survives(() => HoconDocument.ParseOverride(text))));

    [Fact]
    public void A_sound_file_that_is_cut_or_changed_anywhere_gives_a_tree_or_a_sentence()
    {
        const string sound = "a { b = ${?x} [1, \"two\"], \"c.d\" = 5 ms }\ninclude \"nowhere\"\ne = \"\"\"f\"\"\" // end\ng = ${a.\"c.d\"} more\n";
        for (var i = 0; i < sound.Length; i++)
        {
            Assert.True(TreeOrSentence(sound[..i]));
            foreach (var c in "{}[]=:,\"$\\\n+\0") Assert.True(TreeOrSentence($"{sound[..i]}{c}{sound[(i + 1)..]}"));
        }
    }

    static bool TreeOrSentence(string text) => Survives(() => HoconDocument.ParseText(text, "fuzz.conf", Path.GetTempPath()));

    static bool Survives(Func<HoconDocument> read)
    {
        try
        {
            var document = read();
            if (document.Root is HoconObject) HoconText.Json(document.Resolve(_ => null));
        }
        catch (HoconException fault)
        {
            return fault.Message.Length > 0;
        }
        return true;
    }
}
