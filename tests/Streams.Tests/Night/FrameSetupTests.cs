using System.Text.Json;
using System.Text.Json.Serialization;
using Nocturne.Streams.Night;

namespace Nocturne.Streams.Tests.Night;

/// <summary>The form in which the store keeps what the headers of a band say alike.</summary>
public sealed class FrameSetupTests
{
    static readonly JsonSerializerOptions Reflected = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    static readonly FrameSetup[] Setups =
    [
        new(512, 500, new(512, 500), new() { Dialect = "opticam", Camera = "1" }),
        new(1024, 1024, new(2048, 2048) { Rebin = 2, Colour = "G" }, new()
        {
            Dialect = "ünïcode \"quoted\" <b>",
            Camera = "C2",
            Filter = "r",
            Gain = 1.0 / 3,
            Saturation = double.PositiveInfinity,
            Observatory = new("OAN-SPM", -115.463611, 31.044167, 2830),
            BinX = 2,
            WindowX = 17,
            Mosaic = "RGGB",
            Combined = 5,
        }),
    ];

    [Fact]
    public void The_form_written_at_compile_time_is_the_one_found_at_run_time() =>
        Assert.All(Setups, setup => Assert.Equal(JsonSerializer.Serialize(setup, Reflected), setup.ToJson()));

    [Fact]
    public void A_setup_comes_back_as_it_was_written() =>
        Assert.All(Setups, setup => Assert.Equal(setup.ToJson(), FrameSetup.FromJson(setup.ToJson()).ToJson()));
}
