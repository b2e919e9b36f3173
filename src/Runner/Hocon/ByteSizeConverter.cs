using System.ComponentModel;
using System.Globalization;

namespace Nocturne.Runner.Hocon;

/// <summary>Lets the configuration binder read sizes.</summary>
sealed class ByteSizeConverter : TypeConverter
{
    public override bool CanConvertFrom(ITypeDescriptorContext? context, Type sourceType) => sourceType == typeof(string);

    public override object ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value) => ByteSize.Parse((string)value);
}
