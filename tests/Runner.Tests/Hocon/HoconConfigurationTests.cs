using Microsoft.Extensions.Configuration;
using Nocturne.Runner.Hocon;

namespace Nocturne.Runner.Tests.Hocon;

public sealed class HoconConfigurationTests
{
    string text = """
        background { box = 32, min-backoff = 200 ms, memory = 1 KiB }
        list = [x, {y = 1}]
        none = null
        empty = []
        """;

    [Fact]
    public void A_tree_becomes_flat_keys_with_their_places()
    {
        var provider = new HoconConfigurationProvider(Layers());
        provider.Load();
        Assert.True(provider.TryGet("background:box", out var box));
        Assert.Equal("32", box);
        Assert.True(provider.TryGet("list:1:y", out var y));
        Assert.Equal("1", y);
        Assert.True(provider.TryGet("none", out var none));
        Assert.Null(none);
        Assert.Equal("test.conf:2", provider.Origins["list:1:y"].ToString());
    }

    [Fact]
    public void The_configuration_binder_reads_durations_and_sizes()
    {
        var bound = new ConfigurationBuilder().AddHocon(Layers()).Build().GetSection("background").Get<Bound>()!;
        Assert.Equal(32, bound.Box);
        Assert.Equal(TimeSpan.FromMilliseconds(200), bound.MinBackoff.Value);
        Assert.Equal(1024, bound.Memory.Bytes);
    }

    [Fact]
    public void A_reload_takes_all_or_nothing()
    {
        var provider = new HoconConfigurationProvider(Layers());
        provider.Load();
        text = "background { box = 64 }\nbroken = [";
        Assert.Throws<HoconException>(provider.Load);
        Assert.True(provider.TryGet("background:box", out var box));
        Assert.Equal("32", box);
        text = "background { box = 64 }";
        provider.Load();
        Assert.True(provider.TryGet("background:box", out box));
        Assert.Equal("64", box);
        Assert.False(provider.TryGet("none", out _));
    }

    HoconLayers Layers() => new() { Reference = () => HoconDocument.ParseText(text, "test.conf") };

    public sealed record Bound
    {
        public int Box { get; init; }

        [ConfigurationKeyName("min-backoff")]
        public Duration MinBackoff { get; init; }

        public ByteSize Memory { get; init; }
    }
}
