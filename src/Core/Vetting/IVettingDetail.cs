using System.Text.Json;

namespace Nocturne.Core.Vetting;

/// <summary>What a check knows beyond its flat numbers: arrays, images, curves.</summary>
public interface IVettingDetail
{
    /// <summary>Writes the properties of one JSON object, whose braces the caller writes.</summary>
    void Write(Utf8JsonWriter json);
}
