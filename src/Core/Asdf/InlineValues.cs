using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using Nocturne.Core.Yaml;

namespace Nocturne.Core.Asdf;

/// <summary>Values of an array that are written out in the tree, turned into the bytes that a block would have.</summary>
static class InlineValues
{
    const string ComplexTag = AsdfFile.CoreTag + "core/complex";

    /// <summary>The type of values without a stated one: any text makes texts, any complex number complex ones, any point floats.</summary>
    public static (AsdfDataType Type, int ItemSize) Infer(List<YamlScalar> scalars)
    {
        bool complex = false, real = false, integer = false, any = false;
        foreach (var scalar in scalars)
        {
            if (scalar.IsNull) continue;
            any = true;
            if (scalar.TryGetBool(out _)) continue;
            if (scalar.HasTag(ComplexTag)) complex = true;
            else if (scalar.TryGetInteger(out _)) integer = true;
            else if (scalar.TryGetDouble(out _)) real = true;
            else return (AsdfDataType.Ucs4, 0);
        }

        var type = complex ? AsdfDataType.Complex128 : real || !any ? AsdfDataType.Float64 : integer ? AsdfDataType.Int64 : AsdfDataType.Bool8;
        return (type, AsdfDataTypes.SizeOf(type));
    }

    /// <summary>The bytes of the values in the order of this machine.</summary>
    /// <param name="scalars">The values.</param>
    /// <param name="type">Their type.</param>
    /// <param name="itemSize">Bytes of each; 0 for texts of inferred type, and is set then.</param>
    /// <param name="isMissing">Which are null, or null when none is.</param>
    /// <param name="fault">Makes the exception for a value that does not fit.</param>
    public static byte[] Encode(List<YamlScalar> scalars, AsdfDataType type, ref int itemSize, out bool[]? isMissing, Func<string, AsdfException> fault)
    {
        isMissing = null;
        var texts = type is AsdfDataType.Ascii or AsdfDataType.Ucs4;
        if (texts && itemSize == 0) itemSize = 4 * scalars.Select(scalar => scalar.Text.Length).DefaultIfEmpty(0).Max();
        if ((long)scalars.Count * itemSize > Array.MaxLength / 8) throw fault("has more text in the tree than can be taken");
        var bytes = new byte[scalars.Count * itemSize];
        for (var i = 0; i < scalars.Count; i++)
        {
            var scalar = scalars[i];
            if (scalar.IsNull)
            {
                isMissing ??= new bool[scalars.Count];
                isMissing[i] = true;
                continue;
            }

            var place = bytes.AsSpan(i * itemSize, itemSize);
            if (!(texts ? TryPutText(scalar.Text, type, place) : TryPut(scalar, type, place)))
                throw fault($"has the value '{(scalar.Text.Length > 40 ? scalar.Text[..40] : scalar.Text)}', which is not of type {AsdfDataTypes.NameOf(type)}");
        }

        return bytes;
    }

    static bool TryPutText(string text, AsdfDataType type, Span<byte> place) =>
        (type == AsdfDataType.Ascii ? Encoding.Latin1 : Encoding.UTF32).TryGetBytes(text, place, out _);

    static bool TryPut(YamlScalar scalar, AsdfDataType type, Span<byte> place)
    {
        switch (type)
        {
            case AsdfDataType.Bool8:
                if (!scalar.TryGetBool(out var flag)) return false;
                place[0] = flag ? (byte)1 : (byte)0;
                return true;
            case AsdfDataType.Float16 or AsdfDataType.Float32 or AsdfDataType.Float64:
                return scalar.TryGetDouble(out var number) && PutReal(number, type, place);
            case AsdfDataType.Complex64 or AsdfDataType.Complex128:
                return TryComplex(scalar, out var complex) && PutComplex(complex, type, place);
            default:
                return scalar.TryGetInteger(out var integer) && PutInteger(integer, type, place);
        }
    }

    static bool PutReal(double number, AsdfDataType type, Span<byte> place)
    {
        if (type == AsdfDataType.Float64) MemoryMarshal.Write(place, number);
        else if (type == AsdfDataType.Float32) MemoryMarshal.Write(place, (float)number);
        else MemoryMarshal.Write(place, (Half)number);
        return true;
    }

    static bool PutComplex(Complex complex, AsdfDataType type, Span<byte> place)
    {
        var part = type == AsdfDataType.Complex64 ? AsdfDataType.Float32 : AsdfDataType.Float64;
        return PutReal(complex.Real, part, place) && PutReal(complex.Imaginary, part, place[(place.Length / 2)..]);
    }

    static bool PutInteger(BigInteger value, AsdfDataType type, Span<byte> place) => type switch
    {
        AsdfDataType.Int8 => Put<sbyte>(value, place),
        AsdfDataType.UInt8 => Put<byte>(value, place),
        AsdfDataType.Int16 => Put<short>(value, place),
        AsdfDataType.UInt16 => Put<ushort>(value, place),
        AsdfDataType.Int32 => Put<int>(value, place),
        AsdfDataType.UInt32 => Put<uint>(value, place),
        AsdfDataType.Int64 => Put<long>(value, place),
        _ => Put<ulong>(value, place),
    };

    static bool Put<T>(BigInteger value, Span<byte> place)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        if (value < BigInteger.CreateChecked(T.MinValue) || value > BigInteger.CreateChecked(T.MaxValue)) return false;
        MemoryMarshal.Write(place, T.CreateChecked(value));
        return true;
    }

    // "1+2j", "-3.5j", "4": the real part ends where a sign stands that is not that of an exponent.
    static bool TryComplex(YamlScalar scalar, out Complex value)
    {
        value = default;
        var text = scalar.Text;
        if (scalar.TryGetDouble(out var real))
        {
            value = real;
            return true;
        }

        if (!text.EndsWith('j') && !text.EndsWith('i')) return false;
        text = text[..^1];
        var split = text.Length - 1;
        while (split > 0 && (text[split] is not ('+' or '-') || text[split - 1] is 'e' or 'E')) split--;
        if (!TryNumber(text[split..], out var imaginary)) return false;
        if (split == 0)
        {
            value = new(0, imaginary);
            return true;
        }

        if (!TryNumber(text[..split], out real)) return false;
        value = new(real, imaginary);
        return true;
    }

    static bool TryNumber(string text, out double value) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
}
