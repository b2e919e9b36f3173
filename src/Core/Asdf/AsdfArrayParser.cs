using Nocturne.Core.Yaml;

namespace Nocturne.Core.Asdf;

/// <summary>Reads the description of an array (<c>core/ndarray</c>, any 1.x) from the tree.</summary>
sealed class AsdfArrayParser(AsdfFile file)
{
    const string QuantityTag = AsdfFile.CoreTag + "unit/quantity";

    string where = "an array";

    public AsdfArray Parse(YamlNode node)
    {
        string? unit = null;
        if (node is YamlMapping quantity && (node.HasTag(QuantityTag) || (quantity.Find("value") is not null && quantity.Find("unit") is not null)))
        {
            unit = AsdfUnit.Normalise(quantity.Find("unit")?.Text);
            node = quantity.Find("value") ?? throw Fault(AsdfFault.Corrupt, "is a quantity without a value");
        }

        where = $"the array in line {node.Line} of the tree";
        return node switch
        {
            YamlSequence list => Inline(list, null, null, unit, null),
            YamlMapping mapping => Described(mapping, unit),
            _ => throw Fault(AsdfFault.Missing, "is a text or a number"),
        };
    }

    AsdfArray Described(YamlMapping node, string? unit)
    {
        var (source, data) = (node.Find("source"), node.Find("data"));
        if (source is not null && data is not null) throw Fault(AsdfFault.Corrupt, "has both a source and data");
        var shape = node.Find("shape") is { } shapeNode ? ShapeOf(shapeNode) : null;
        if (data is not null) return Inline(data, node.Find("datatype"), shape, unit, node.Find("mask"));
        if (source is null) throw Fault(AsdfFault.Missing, node.Find("$ref") is null ? "has neither a source nor data" : "is a reference to another document ($ref), which is not followed");

        var (type, itemSize) = TypeOf(node.Find("datatype") ?? throw Fault(AsdfFault.Corrupt, "has no datatype"));
        var byteOrder = node.Find("byteorder")?.Text;
        if (byteOrder is not ("big" or "little")) throw Fault(AsdfFault.Corrupt, "has no byteorder, or one that is neither 'big' nor 'little'");
        if (shape is null) throw Fault(AsdfFault.Corrupt, "has no shape");
        long offset = 0;
        if (node.Find("offset") is { } offsetNode && (!offsetNode.TryGetLong(out offset) || offset < 0)) throw Fault(AsdfFault.Corrupt, "has an offset that is not a count of bytes");
        var strides = node.Find("strides") is { IsNull: false } stridesNode ? StridesOf(stridesNode, shape.Count) : null;

        long number = 0;
        var external = source is YamlScalar { IsPlain: true } && source.TryGetLong(out number) ? null : source.Text;
        if (external is null && !source.TryGetLong(out number)) throw Fault(AsdfFault.Corrupt, "has a source that is neither a block number nor a file name");
        var lengths = Resolve(shape, strides, itemSize, offset, external, number);
        var count = CountOf(lengths, itemSize);
        return new(file, where)
        {
            DataType = type,
            ItemSize = itemSize,
            Shape = lengths,
            Count = count,
            Offset = offset,
            Strides = strides is not null && IsPlainOrder(lengths, strides, itemSize) ? null : strides,
            IsBigEndian = byteOrder == "big",
            BlockNumber = number,
            ExternalFile = external,
            MaskNode = node.Find("mask") is { IsNull: false } mask ? mask : null,
            Unit = unit,
        };
    }

    AsdfArray Inline(YamlNode data, YamlNode? datatype, List<long?>? shape, string? unit, YamlNode? mask)
    {
        if (data.Weight > file.Options.MaxInlineValues) throw Fault(AsdfFault.Unsupported, $"has more than {file.Options.MaxInlineValues:N0} values in the tree");
        var lengths = new List<int>();
        var scalars = new List<YamlScalar>();
        Flatten(data, 0, lengths, scalars);
        if (shape is not null && !shape.SequenceEqual(lengths.Select(length => (long?)length)))
            throw Fault(AsdfFault.Corrupt, $"has data of shape [{string.Join(", ", lengths)}] where [{string.Join(", ", shape)}] is stated");
        var (type, itemSize) = datatype is null ? InlineValues.Infer(scalars) : TypeOf(datatype);
        var bytes = InlineValues.Encode(scalars, type, ref itemSize, out var isMissing, what => Fault(AsdfFault.Corrupt, what));
        return new(file, where)
        {
            DataType = type,
            ItemSize = itemSize,
            Shape = lengths,
            Count = scalars.Count,
            IsBigEndian = !BitConverter.IsLittleEndian,
            InlineBytes = bytes,
            InlineMask = isMissing,
            MaskNode = mask is { IsNull: false } ? mask : null,
            Unit = unit,
        };
    }

    void Flatten(YamlNode node, int depth, List<int> lengths, List<YamlScalar> scalars)
    {
        if (node is not YamlSequence list)
        {
            if (node is not YamlScalar scalar) throw Fault(AsdfFault.Corrupt, "has a mapping among its values");
            if (depth != lengths.Count) throw Fault(AsdfFault.Corrupt, "has rows of different depth");
            scalars.Add(scalar);
            return;
        }

        if (depth == lengths.Count)
        {
            // A new axis may appear only while the first element of everything is read.
            if (scalars.Count > 0) throw Fault(AsdfFault.Corrupt, "has rows of different depth");
            lengths.Add(list.Items.Count);
        }
        else if (lengths[depth] != list.Items.Count)
        {
            throw Fault(AsdfFault.Corrupt, "has rows of different length");
        }

        foreach (var item in list.Items) Flatten(item, depth + 1, lengths, scalars);
    }

    List<long?> ShapeOf(YamlNode node)
    {
        if (node is not YamlSequence list || list.Items.Count > 32) throw Fault(AsdfFault.Corrupt, "has a shape that is not a list of lengths");
        var shape = new List<long?>(list.Items.Count);
        foreach (var item in list.Items)
        {
            if (shape.Count == 0 && item.Text == "*") shape.Add(null);
            else if (item.TryGetLong(out var length) && length >= 0) shape.Add(length);
            else throw Fault(AsdfFault.Corrupt, "has a shape with something else than counts in it");
        }

        return shape;
    }

    List<long> StridesOf(YamlNode node, int axes)
    {
        if (node is not YamlSequence list || list.Items.Count != axes) throw Fault(AsdfFault.Corrupt, "has strides that do not belong to its shape");
        var strides = new List<long>(axes);
        foreach (var item in list.Items)
        {
            if (!item.TryGetLong(out var stride) || stride == 0) throw Fault(AsdfFault.Corrupt, "has a stride that is zero or not a count of bytes");
            strides.Add(stride);
        }

        return strides;
    }

    (AsdfDataType Type, int ItemSize) TypeOf(YamlNode node)
    {
        if (node.Text is { } name)
        {
            if (!AsdfDataTypes.TryParse(name, out var type)) throw Fault(AsdfFault.Unsupported, $"has the unknown datatype '{name}'");
            return (type, AsdfDataTypes.SizeOf(type));
        }

        if (node is YamlSequence { Items: [YamlScalar { Text: "ascii" or "ucs4" } text, var lengthNode] } && lengthNode.TryGetLong(out var length) && length is >= 0 and < 1 << 24)
            return text.Text == "ascii" ? (AsdfDataType.Ascii, (int)length) : (AsdfDataType.Ucs4, (int)length * 4);
        throw Fault(AsdfFault.Unsupported, "holds records or something else that is not a number or a text");
    }

    // Fills in the first axis of a streamed array: as many whole rows as there are.
    List<int> Resolve(List<long?> shape, List<long>? strides, int itemSize, long offset, string? external, long number)
    {
        if (shape is [null, ..])
        {
            var row = shape.Skip(1).Aggregate((Int128)itemSize, (size, length) => Int128.Min(size * length!.Value, long.MaxValue));
            if (strides is not null || external is not null || row == 0) throw Fault(AsdfFault.Unsupported, "is streamed with strides, from another file, or with rows of no length");
            shape[0] = (long)(Math.Max(0, file.Block(number).DataSize - offset) / row);
        }

        if (shape.Any(length => length > int.MaxValue)) throw Fault(AsdfFault.Unsupported, $"has shape [{string.Join(", ", shape)}], too large to be read");
        return shape.ConvertAll(length => (int)length!.Value);
    }

    int CountOf(List<int> lengths, int itemSize)
    {
        if (lengths.Contains(0)) return 0;
        Int128 bytes = Math.Max(1, itemSize);
        foreach (var length in lengths)
        {
            bytes *= length;
            if (bytes > Math.Min(Array.MaxLength, file.Options.MaxBlockBytes)) throw Fault(AsdfFault.Unsupported, $"of shape [{string.Join(", ", lengths)}] is larger than {Math.Min(Array.MaxLength, file.Options.MaxBlockBytes):N0} bytes");
        }

        return (int)(bytes / Math.Max(1, itemSize));
    }

    static bool IsPlainOrder(List<int> lengths, List<long> strides, int itemSize)
    {
        long expected = itemSize;
        for (var axis = lengths.Count - 1; axis >= 0; axis--)
        {
            if (strides[axis] != expected) return false;
            expected *= Math.Max(1, lengths[axis]);
        }

        return true;
    }

    AsdfException Fault(AsdfFault fault, string what) => file.Fault(fault, $"{where} {what}.");
}
