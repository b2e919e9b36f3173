using Nocturne.Core.Asdf;
using Nocturne.Core.Astrometry.Wcs.Transforms;
using Nocturne.Core.Yaml;

namespace Nocturne.Core.Astrometry.Wcs;

/// <summary>Reads transform nodes. A node that is reached twice gives the same object.</summary>
sealed class GwcsTransformReader(AsdfFile file)
{
    const string TransformTag = AsdfFile.CoreTag + "transform/";
    const string GwcsTag = "tag:stsci.edu:gwcs/";
    const int MostAxes = 16;
    const long MostParts = 20_000;

    readonly Dictionary<YamlNode, WcsTransform> known = [];

    /// <exception cref="WcsException">The transform, or a part of it, is not known or does not fit.</exception>
    public WcsTransform Read(YamlNode node)
    {
        if (known.TryGetValue(node, out var seen)) return seen;
        var inverse = node.At("inverse") is { } stored ? Read(stored) : null;
        var transform = Make(node, inverse);
        if (transform.Inputs > MostAxes || transform.Outputs > MostAxes || transform.Size > MostParts) throw new WcsException($"has a transform of {transform.Size:N0} parts and {transform.Inputs} inputs, too large to be real");
        if (inverse is not null && (inverse.Inputs != transform.Outputs || inverse.Outputs != transform.Inputs)) throw new WcsException("has a stored inverse that does not fit its transform");
        known.Add(node, transform);
        return transform;
    }

    WcsTransform Make(YamlNode node, WcsTransform? inverse)
    {
        switch (KindOf(node))
        {
            case "compose":
                var (before, after) = Parts(node);
                return new Compose(before, after) { StoredInverse = inverse };
            case "concatenate":
                var (left, right) = Parts(node);
                return new Concatenate(left, right) { StoredInverse = inverse };
            case "add" or "subtract" or "multiply" or "divide":
                var (one, other) = Parts(node);
                return new Arithmetic(one, other, KindOf(node) switch { "add" => '+', "subtract" => '-', "multiply" => '*', _ => '/' }) { StoredInverse = inverse };
            case "remap_axes":
                return Remap(node, inverse);
            case "identity":
                return new Identity(node.At("n_dims") is null ? 1 : Count(node, "n_dims")) { StoredInverse = inverse };
            case "shift":
                return new Shift(Number(node, "offset")) { StoredInverse = inverse };
            case "scale":
                return new Scale(Number(node, "factor")) { StoredInverse = inverse };
            case "constant":
                return new Constant(Number(node, "value"), node.At("dimensions") is null ? 1 : Count(node, "dimensions")) { StoredInverse = inverse };
            case "polynomial":
                return Polynomial(node, inverse);
            case "affine":
                var (matrix, shift) = (Numbers(node, "matrix", 4), Numbers(node, "translation", 2));
                return new Affine(matrix[0], matrix[1], matrix[2], matrix[3], shift[0], shift[1]) { StoredInverse = inverse };
            case "spherical_cartesian":
                var wrap = node.At("wrap_lon_at") is null ? 360 : Count(node, "wrap_lon_at");
                if (wrap is not (180 or 360)) throw new WcsException($"cuts longitudes at {wrap} where 180 or 360 belong");
                return node.At("transform_type")?.Text switch
                {
                    "spherical_to_cartesian" => new SphericalToCartesian(wrap) { StoredInverse = inverse },
                    "cartesian_to_spherical" => new CartesianToSpherical(wrap) { StoredInverse = inverse },
                    var type => throw new WcsException($"has a spherical transform of type '{type}'"),
                };
            case "rotate_sequence_3d":
                if (node.At("rotation_type")?.Text != "cartesian") throw new WcsException("turns angles instead of vectors (rotation_type), which is not supported");
                return new RotationSequence(node.At("axes_order")?.Text ?? "", Numbers(node, "angles")) { StoredInverse = inverse };
            case "gnomonic":
                return new Gnomonic(Direction(node, "pix2sky", "sky2pix")) { StoredInverse = inverse };
            case "rotate3d":
                return new NativeRotation(Number(node, "phi"), Number(node, "theta"), Number(node, "psi"), Direction(node, "native2celestial", "celestial2native")) { StoredInverse = inverse };
            default:
                throw new WcsException($"uses the transform '{node.Tag ?? "without a tag"}', which is not known here");
        }
    }

    static string KindOf(YamlNode node)
    {
        var tag = node.Tag ?? "";
        var name = tag.StartsWith(TransformTag, StringComparison.Ordinal) ? tag[TransformTag.Length..] : tag.StartsWith(GwcsTag, StringComparison.Ordinal) ? tag[GwcsTag.Length..] : "";
        var version = name.LastIndexOf('-');
        return version < 0 ? name : name[..version];
    }

    (WcsTransform First, WcsTransform Second) Parts(YamlNode node) =>
        node.At("forward") is YamlSequence { Items: [var first, var second] } ? (Read(first), Read(second)) : throw new WcsException($"has a '{KindOf(node)}' that does not join two transforms");

    static RemapAxes Remap(YamlNode node, WcsTransform? inverse)
    {
        if (node.At("mapping") is not YamlSequence { Items.Count: > 0 and <= MostAxes } list) throw new WcsException("remaps axes without a mapping");
        var mapping = new List<int>();
        foreach (var item in list.Items)
        {
            if (!item.TryGetLong(out var axis) || axis is < 0 or >= MostAxes) throw new WcsException("remaps axes by something else than numbers of axes");
            mapping.Add((int)axis);
        }

        return new(mapping, node.At("n_inputs") is null ? mapping.Max() + 1 : Count(node, "n_inputs")) { StoredInverse = inverse };
    }

    WcsTransform Polynomial(YamlNode node, WcsTransform? inverse)
    {
        var coefficients = file.Array(node.At("coefficients") ?? throw new WcsException("has a polynomial without coefficients"));
        if (coefficients.Count > 10_000) throw new WcsException($"has a polynomial of {coefficients.Count:N0} coefficients");
        var values = coefficients.ToDoubles();
        if (values.Length == 0) throw new WcsException("has a polynomial without coefficients");

        // Before version 1.2.0 of the tag the key "domain" meant something else.
        var hasDomain = node.At("domain") is not null && !node.Tag!.Contains("/polynomial-1.0.", StringComparison.Ordinal) && !node.Tag.Contains("/polynomial-1.1.", StringComparison.Ordinal);
        var domain = hasDomain ? Pairs(node.At("domain")!) : [];
        var window = hasDomain && node.At("window") is { } given ? Pairs(given) : [];
        Interval Axis(int axis) => axis >= domain.Count ? default
            : axis < window.Count ? new(domain[axis].Low, domain[axis].High, window[axis].Low, window[axis].High)
            : new(domain[axis].Low, domain[axis].High);
        return coefficients.Shape.Count switch
        {
            1 => new Polynomial1D(values, Axis(0)) { StoredInverse = inverse },
            2 when coefficients.Shape[0] == coefficients.Shape[1] => new Polynomial2D(values, coefficients.Shape[0], Axis(0), Axis(1)) { StoredInverse = inverse },
            _ => throw new WcsException("has a polynomial whose coefficients are neither a list nor a square"),
        };
    }

    static List<(double Low, double High)> Pairs(YamlNode node)
    {
        if (node is YamlSequence { Items: [YamlScalar low, YamlScalar high] }) return [(Value(low), Value(high))];
        if (node is not YamlSequence list) throw new WcsException("has a polynomial with a domain that is not a list of pairs");
        return [.. list.Items.Select(item => item is YamlSequence { Items: [var from, var to] } ? (Value(from), Value(to)) : throw new WcsException("has a polynomial with a domain that is not a list of pairs"))];
    }

    static bool Direction(YamlNode node, string forwards, string backwards) => node.At("direction")?.Text switch
    {
        var text when text == forwards => true,
        var text when text == backwards => false,
        var text => throw new WcsException($"has a '{KindOf(node)}' in direction '{text}', which is not known here"),
    };

    double[] Numbers(YamlNode node, string key, int? count = null)
    {
        var array = file.Array(node.At(key) ?? throw new WcsException($"has a '{KindOf(node)}' without '{key}'"));
        if (array.Count > 1000 || (count is { } wanted && array.Count != wanted)) throw new WcsException($"has a '{KindOf(node)}' with {array.Count} numbers for '{key}'");
        return array.ToDoubles();
    }

    static double Number(YamlNode node, string key)
    {
        var value = node.At(key) ?? throw new WcsException($"has a '{KindOf(node)}' without '{key}'");
        return Value(value.At("value") ?? value);
    }

    static double Value(YamlNode node) => node.TryGetDouble(out var value) ? value : throw new WcsException($"has '{node.Text}' where a number belongs");

    static int Count(YamlNode node, string key) =>
        Number(node, key) is var value && value is >= 0 and <= 1000 && value == Math.Floor(value) ? (int)value : throw new WcsException($"has a '{KindOf(node)}' with a '{key}' that is not a count");
}
