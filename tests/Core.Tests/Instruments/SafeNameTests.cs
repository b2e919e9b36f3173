using FsCheck;
using FsCheck.Fluent;
using Nocturne.Core.Instruments;

namespace Nocturne.Core.Tests.Instruments;

public sealed class SafeNameTests
{
    [Theory]
    [InlineData("g", "g")]
    [InlineData("g'", "g")]
    [InlineData("r\u2032", "r")]
    [InlineData("SDSS r", "SDSS-r")]
    [InlineData("ZWO CCD ASI224MC", "ZWO-CCD-ASI224MC")]
    [InlineData("H-alpha (7 nm)", "H-alpha-7-nm")]
    [InlineData("../../etc/passwd", "etc-passwd")]
    [InlineData("<script>", "script")]
    [InlineData("  z_s ", "z_s")]
    [InlineData("'", null)]
    [InlineData("///", null)]
    [InlineData("...", null)]
    public void A_name_is_made_safe(string text, string? expected) => Assert.Equal(expected, SafeName.From(text));

    [Fact]
    public void Any_text_gives_a_short_plain_name_or_none() => Prop.ForAll<string>(text =>
        SafeName.From(text ?? "") is not { } name
        || (name.Length is > 0 and <= 24 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '+' or '.') && name[0] is not ('-' or '.') && name[^1] is not ('-' or '.')))
        .QuickCheckThrowOnFailure();
}
