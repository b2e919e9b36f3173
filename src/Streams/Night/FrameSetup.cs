using System.Text.Json;
using System.Text.Json.Serialization;
using Nocturne.Core.Instruments;

namespace Nocturne.Streams.Night;

/// <summary>What the headers of many frames of a band say alike: everything but time, exposure, airmass and place in the sky.</summary>
/// <param name="Width">Width [pixels].</param>
/// <param name="Height">Height [pixels].</param>
/// <param name="Reading">How the pixels are read.</param>
/// <param name="Facts">The facts, those that differ from frame to frame left out.</param>
public sealed record FrameSetup(int Width, int Height, FrameReading Reading, FrameFacts Facts)
{
    static readonly JsonSerializerOptions Form = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    /// <summary>The setup of a frame.</summary>
    public static FrameSetup Of(FrameDescriptor frame) => new(frame.Width, frame.Height, frame.Reading, frame.Facts with
    {
        StartUtc = null,
        MidUtc = null,
        TimeSource = null,
        TimeResolutionSeconds = null,
        ExposureSeconds = null,
        Airmass = null,
        Position = null,
        OtherTimes = [],
        Missing = [],
        Doubts = [],
    });

    /// <summary>The setup as JSON; equal setups have equal texts.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, FrameSetupJson.Default.FrameSetup);

    /// <summary>The setup that <see cref="ToJson"/> wrote.</summary>
    public static FrameSetup FromJson(string json) => JsonSerializer.Deserialize<FrameSetup>(json, Form)!;
}
