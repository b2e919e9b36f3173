using Microsoft.Extensions.Configuration;

namespace Nocturne.Runner.Hocon;

/// <summary>Adds HOCON to Microsoft's configuration system.</summary>
public static class HoconConfigurationExtensions
{
    /// <summary>Adds the layers, merged by HOCON's own rules, as one source.</summary>
    public static IConfigurationBuilder AddHocon(this IConfigurationBuilder builder, HoconLayers layers) => builder.Add(new HoconConfigurationSource(layers));
}
