using System.Numerics;

namespace Nocturne.Core.Asdf;

/// <summary>Names and sizes of the element types.</summary>
public static class AsdfDataTypes
{
    /// <summary>The name in a tree.</summary>
    public static string NameOf(AsdfDataType type) => type.ToString().ToLowerInvariant();

    /// <summary>The numeric type of a name; false for unknown names and for texts, which need a length.</summary>
    public static bool TryParse(string name, out AsdfDataType type)
    {
        foreach (var known in Enum.GetValues<AsdfDataType>())
        {
            if (known < AsdfDataType.Ascii && NameOf(known) == name)
            {
                type = known;
                return true;
            }
        }

        type = default;
        return false;
    }

    /// <summary>Bytes of one number.</summary>
    public static int SizeOf(AsdfDataType type) => type switch
    {
        AsdfDataType.Int8 or AsdfDataType.UInt8 or AsdfDataType.Bool8 or AsdfDataType.Ascii => 1,
        AsdfDataType.Int16 or AsdfDataType.UInt16 or AsdfDataType.Float16 => 2,
        AsdfDataType.Int32 or AsdfDataType.UInt32 or AsdfDataType.Float32 or AsdfDataType.Ucs4 => 4,
        AsdfDataType.Int64 or AsdfDataType.UInt64 or AsdfDataType.Float64 or AsdfDataType.Complex64 => 8,
        _ => 16,
    };

    /// <summary>Bytes that change places together between byte orders.</summary>
    public static int SwapSizeOf(AsdfDataType type) => type switch
    {
        AsdfDataType.Complex64 => 4,
        AsdfDataType.Complex128 => 8,
        _ => SizeOf(type),
    };

    /// <summary>The element type that a .NET type stands for.</summary>
    /// <exception cref="NotSupportedException">There is none.</exception>
    public static AsdfDataType Of<T>()
        where T : unmanaged => default(T) switch
        {
            sbyte => AsdfDataType.Int8,
            byte => AsdfDataType.UInt8,
            short => AsdfDataType.Int16,
            ushort => AsdfDataType.UInt16,
            int => AsdfDataType.Int32,
            uint => AsdfDataType.UInt32,
            long => AsdfDataType.Int64,
            ulong => AsdfDataType.UInt64,
            Half => AsdfDataType.Float16,
            float => AsdfDataType.Float32,
            double => AsdfDataType.Float64,
            Complex => AsdfDataType.Complex128,
            bool => AsdfDataType.Bool8,
            _ => throw new NotSupportedException($"ASDF has no array type for {typeof(T).Name}."),
        };
}
