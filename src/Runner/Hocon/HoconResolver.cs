using System.Text;

namespace Nocturne.Runner.Hocon;

/// <summary>Replaces references by what they refer to, once the whole tree is known.</summary>
/// <remarks>
/// <para>Two questions are kept apart. <see cref="Shallow"/> asks what a value is: a scalar, a list or an object, whose insides stay open; so an object may
/// refer to its own fields. <see cref="Deep"/> asks for all of it, and an object that contains itself is found out there.</para>
/// <para>A self-reference looks back: while a layer of a merge is being resolved, lookups see only the layers below it (<see cref="ceilings"/>), and a lone
/// reference that is being resolved is as good as not there (<see cref="active"/>).</para>
/// </remarks>
sealed class HoconResolver(HoconObject root, Func<string, string?> environment)
{
    const int DeepestRecursion = 1000;
    const int MostValues = 1_000_000;
    const int LongestText = 1 << 20;

    readonly Dictionary<HoconNode, HoconNode?> known = [];
    readonly Dictionary<HoconNode, (HoconNode Node, long Size)> finished = [];
    readonly Dictionary<HoconMerge, int> ceilings = [];
    readonly HashSet<HoconNode> active = [];
    readonly HashSet<HoconNode> unfolding = [];
    readonly Stack<string> path = [];
    int recursion;
    HoconNode? circle;

    /// <summary>The whole tree without references.</summary>
    /// <exception cref="HoconException">A reference has no value, refers to itself, or values do not go together.</exception>
    public HoconObject Resolve()
    {
        try
        {
            return (HoconObject)Deep(root)!.Value.Node;
        }
        catch (CircleException fault)
        {
            throw fault.Fault;
        }
    }

    /// <summary>A reference that must have a value led back to one that is being resolved; an optional reference on the way round may still
    /// pass it over.</summary>
    sealed class CircleException(HoconNode closing, HoconException fault) : Exception
    {
        public HoconNode Closing => closing;

        public HoconException Fault => fault;
    }

    string Where => HoconPath.Render(path.Reverse());

    (HoconNode Node, long Size)? Deep(HoconNode node)
    {
        var value = Shallow(node);
        if (value is null || (node is HoconReference { IsOptional: true } && unfolding.Contains(value))) return null;
        if (value is HoconScalar scalar) return (node.IsOpen ? new HoconScalar(node.Origin, scalar.Kind, scalar.Text) : scalar, 1);
        if (!finished.TryGetValue(value, out var whole))
        {
            if (!unfolding.Add(value)) throw Fault(node, "the value contains itself.");
            Descend(node);
            whole = value is HoconArray array ? Whole(array) : Whole((HoconObject)value);
            recursion--;
            unfolding.Remove(value);
            finished[value] = whole;
        }
        if (whole.Size > MostValues) throw Fault(node, $"the references unfold to more than {MostValues} values.");
        return node.IsOpen && whole.Node is HoconObject named ? (new HoconObject(node.Origin, named), whole.Size) : whole;
    }

    (HoconNode Node, long Size) Whole(HoconArray array)
    {
        var items = new List<HoconNode>();
        long size = 1;
        for (var i = 0; i < array.Items.Count; i++)
        {
            path.Push($"{i}");
            if (Deep(array.Items[i]) is var (item, itemSize))
            {
                items.Add(item);
                size += itemSize;
            }
            path.Pop();
        }
        return (new HoconArray(array.Origin, items), size);
    }

    (HoconNode Node, long Size) Whole(HoconObject block)
    {
        var result = new HoconObject(block.Origin);
        long size = 1;
        foreach (var (key, field) in block.Fields)
        {
            path.Push(key);
            if (Deep(field) is var (value, valueSize))
            {
                result.Put(key, value);
                size += valueSize;
            }
            path.Pop();
        }
        return (result, size);
    }

    /// <summary>What a value is, with its insides left open; null if it is not defined.</summary>
    HoconNode? Shallow(HoconNode node)
    {
        if (!node.IsOpen || known.TryGetValue(node, out var value)) return node.IsOpen ? known[node] : node;
        if (active.Contains(node))
        {
            circle = node;
            return null;
        }
        Descend(node);
        try
        {
            if (node is HoconMerge merge) return Merged(merge);
            active.Add(node);
            return known[node] = node is HoconReference reference ? Target(reference) : Joined((HoconConcatenation)node);
        }
        finally
        {
            active.Remove(node);
            recursion--;
        }
    }

    HoconNode? Merged(HoconMerge merge)
    {
        var isInside = ceilings.TryGetValue(merge, out var visible);
        if (!isInside) visible = merge.Layers.Count;
        try
        {
            var result = Merged(merge, visible);
            return isInside ? result : known[merge] = result;
        }
        finally
        {
            if (isInside) ceilings[merge] = visible;
            else ceilings.Remove(merge);
        }
    }

    HoconNode? Merged(HoconMerge merge, int visible)
    {
        HoconNode? result = null;
        for (var i = visible - 1; i >= 0; i--)
        {
            if (merge.Layers[i].IsOpen) ceilings[merge] = i;
            var layer = Shallow(merge.Layers[i]);
            if (layer is null) continue;
            if (layer is HoconObject lower && result is HoconObject upper) result = HoconObject.Merge(lower, upper);
            else result ??= layer;
            if (layer is not HoconObject) break;
        }
        return result;
    }

    HoconNode? Target(HoconReference reference)
    {
        var outer = circle;
        circle = null;
        var value = Found(reference);
        if (value is null && environment(string.Join('.', reference.Path)) is { } text) value = new HoconScalar(reference.Origin, HoconKind.Text, text);
        if (value is null && !reference.IsOptional)
            throw circle is null ? Fault(reference, $"{reference.Description} refers to a setting that does not exist; write ${{?…}} if it may be missing.")
                : new CircleException(circle, Fault(reference, $"{reference.Description} refers to itself in a circle."));
        circle = value is null ? outer ?? circle : outer;
        return value;
    }

    HoconNode? Found(HoconReference reference)
    {
        try
        {
            return Lookup(reference.ScopedPath) ?? (ReferenceEquals(reference.ScopedPath, reference.Path) ? null : Lookup(reference.Path));
        }
        catch (CircleException fault) when (reference.IsOptional && active.Contains(fault.Closing))
        {
            return null;
        }
    }

    HoconNode? Lookup(IReadOnlyList<string> keys)
    {
        HoconNode? node = root;
        foreach (var key in keys)
            if (Shallow(node) is not HoconObject level || !level.TryGet(key, out node)) return null;
        return Shallow(node);
    }

    HoconNode? Joined(HoconConcatenation concatenation)
    {
        var parts = concatenation.Parts.Select(part => (Part: part, Value: Shallow(part))).ToList();
        var defined = parts.Where(part => part.Value is not (null or HoconScalar { IsGap: true })).Select(part => part.Value!).ToList();
        if (defined.Count == 0) return null;
        if (defined.TrueForAll(value => value is HoconScalar)) return Text(concatenation, parts.Select(part => part.Value));
        if (defined.Exists(value => value is HoconArray)) return List(concatenation, defined);
        if (defined.Find(value => value is not HoconObject) is { } odd)
            throw Fault(concatenation, $"{odd.Description} stands beside a block on one line; they cannot be joined.");
        return defined.Cast<HoconObject>().Aggregate(HoconObject.Merge);
    }

    HoconScalar Text(HoconConcatenation concatenation, IEnumerable<HoconNode?> values)
    {
        var text = new StringBuilder();
        foreach (var value in values.OfType<HoconScalar>())
        {
            text.Append(value.Text);
            if (text.Length > LongestText) throw Fault(concatenation, $"the references unfold to a text of more than {LongestText} characters.");
        }
        return new(concatenation.Origin, HoconKind.Text, text.ToString());
    }

    HoconArray List(HoconConcatenation concatenation, List<HoconNode> values)
    {
        var items = new List<HoconNode>();
        foreach (var value in values)
        {
            var array = value as HoconArray ?? (value as HoconObject)?.AsArray()
                ?? throw Fault(concatenation, $"{value.Description} stands beside a list on one line; they cannot be joined.");
            items.AddRange(array.Items);
            if (items.Count > MostValues) throw Fault(concatenation, $"the references unfold to more than {MostValues} values.");
        }
        return new(concatenation.Origin, items);
    }

    void Descend(HoconNode node)
    {
        if (++recursion > DeepestRecursion) throw Fault(node, $"references follow each other more than {DeepestRecursion} deep.");
    }

    HoconException Fault(HoconNode node, string problem)
    {
        var where = Where;
        return new(node.Origin, where.Length == 0 ? problem : $"'{where}': {problem}", where.Length == 0 ? null : where);
    }
}
