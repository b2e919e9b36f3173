using Nocturne.Runner.Live;
using Nocturne.Runner.Tests.Nights;

namespace Nocturne.Runner.Tests.Page;

/// <summary>Where the page is served, and to whom.</summary>
public sealed class ServeAddressTests
{
    [Theory]
    [InlineData("127.0.0.1:8080", "127.0.0.1:8080", true)]
    [InlineData("localhost:8080", "127.0.0.1:8080", true)]
    [InlineData("8080", "127.0.0.1:8080", true)]
    [InlineData("[::1]:8080", "[::1]:8080", true)]
    [InlineData("0.0.0.0:80", "0.0.0.0:80", false)]
    [InlineData("192.168.1.7:8080", "192.168.1.7:8080", false)]
    public void An_address_is_an_address_and_a_port(string text, string meant, bool loopback)
    {
        var address = ServeAddress.Parse(text);
        Assert.Equal((meant, loopback), (address.ToString(), address.IsLoopback));
    }

    [Theory]
    [InlineData("example.org:80")]
    [InlineData("127.0.0.1:99999")]
    [InlineData("127.0.0.1:")]
    [InlineData("")]
    public void What_is_no_address_is_told_in_a_sentence(string text)
    {
        var fault = Assert.Throws<CommandException>(() => ServeAddress.Parse(text));
        Assert.Equal((ExitCode.Usage, $"--serve must be an address and a port, such as 127.0.0.1:8080, but is '{text}'."), (fault.Code, fault.Message));
    }

    [Fact]
    public async Task A_public_address_needs_a_token()
    {
        using var night = new SimulatedNight(SimulatedNight.Small with { Frames = 1 });
        var (code, _, errors) = await CommandRun.RunAsync("watch", night.Frames, "--out", night["out"], "--serve", "0.0.0.0:8080");
        Assert.Equal(ExitCode.Usage, code);
        Assert.Equal("--serve 0.0.0.0:8080: other machines can reach this address; give a --token that viewers must know, or serve 127.0.0.1:8080.\n", errors);
        Assert.False(File.Exists(night["out/night.sqlite"]));
    }

    [Fact]
    public void A_token_that_is_easily_guessed_is_refused() =>
        Assert.Contains("at least 8 characters", Assert.Throws<CommandException>(() => ServeAddress.Parse("0.0.0.0:80").CheckToken("secret")).Message, StringComparison.Ordinal);
}
