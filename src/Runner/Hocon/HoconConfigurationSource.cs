using Microsoft.Extensions.Configuration;

namespace Nocturne.Runner.Hocon;

/// <summary>Settings in HOCON, all layers merged, as one source of Microsoft's configuration system.</summary>
public sealed class HoconConfigurationSource(HoconLayers layers) : IConfigurationSource
{
    public IConfigurationProvider Build(IConfigurationBuilder builder) => new HoconConfigurationProvider(layers);
}
