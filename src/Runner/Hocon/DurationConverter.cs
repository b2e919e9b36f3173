using System.ComponentModel;
using System.Globalization;

namespace Nocturne.Runner.Hocon;

/// <summary>Lets the configuration binder read durations.</summary>
sealed class DurationConverter : TypeConverter
{
    public override bool CanConvertFrom(ITypeDescriptorContext? context, Type sourceType) => sourceType == typeof(string);

    public override object ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value) => Duration.Parse((string)value);
}
