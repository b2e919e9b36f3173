using System.Text.Json.Serialization;

namespace Nocturne.Streams.Night;

/// <summary>The form of <see cref="FrameSetup"/> as JSON, written at compile time: to find it out while a night runs takes longer than a dozen small frames.</summary>
/// <remarks>For writing only. What it reads has zeros in place of the defaults that a record gives itself, where the text is of an older version and lacks a property.</remarks>
[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(FrameSetup))]
sealed partial class FrameSetupJson : JsonSerializerContext;
