using Nocturne.Core.Asdf;
using Nocturne.Core.Yaml;

namespace Nocturne.Core.Astrometry.Wcs;

/// <summary>Reads a generalised WCS (<c>gwcs/wcs</c>, any 1.x) from the tree of an ASDF file.</summary>
public static class GwcsReader
{
    const string IcrsTag = "tag:astropy.org:astropy/coordinates/frames/icrs";

    /// <summary>Reads the coordinate system at a node.</summary>
    /// <param name="file">The file, for coefficients in blocks.</param>
    /// <param name="node">The node with <c>name</c> and <c>steps</c>.</param>
    /// <exception cref="WcsException">The node is no coordinate system of two sky axes in the ICRS, or uses a transform that is not known.</exception>
    /// <exception cref="AsdfException">Coefficients cannot be read.</exception>
    public static WorldCoordinates Read(AsdfFile file, YamlNode? node)
    {
        if (node is null || node.IsNull) throw Fault(file, "is missing, so no sky position has a pixel");
        if (node.At("steps") is not YamlSequence { Items.Count: >= 2 } steps) throw Fault(file, "has no steps");
        try
        {
            var transforms = new GwcsTransformReader(file);
            var read = new List<WcsStep>();
            WcsBox? box = null;
            foreach (var step in steps.Items)
            {
                var isLast = read.Count == steps.Items.Count - 1;
                var transform = step.At("transform");
                if (isLast && transform is not null) throw new WcsException("goes on behind its last frame");
                if (!isLast && transform is null) throw new WcsException("has a step without a transform");
                if (read.Count == 0) box = BoxOf(transform!);
                read.Add(new(FrameName(step.At("frame"), isLast), transform is null ? null : transforms.Read(transform)));
            }

            return new(read, box, node.At("name")?.Text ?? "");
        }
        catch (WcsException error)
        {
            throw Fault(file, error.Message, error);
        }
    }

    static string FrameName(YamlNode? frame, bool isLast)
    {
        if (frame?.Text is { } text) return text;
        if (frame is not YamlMapping) throw new WcsException("has a step without a frame");
        if (frame.At("axes_order") is YamlSequence order && !(order.Items.Count == 2 && order.Items[0].Text == "0" && order.Items[1].Text == "1"))
            throw new WcsException("has axes in another order than 0, 1");
        if (isLast && frame.At("reference_frame") is { } reference && !reference.HasTag(IcrsTag))
            throw new WcsException($"leads to '{reference.Tag ?? "another frame"}' where only ICRS is known");
        return frame.At("name")?.Text ?? "";
    }

    // Now a mapping of named intervals, in older files a list of pairs in reversed order of the axes.
    static WcsBox? BoxOf(YamlNode transform)
    {
        var node = transform.At("bounding_box");
        if (node is null) return null;
        if (node is YamlSequence { Items: [var yPair, var xPair] } && Pair(xPair) is { } xOld && Pair(yPair) is { } yOld) return new(xOld.Low, xOld.High, yOld.Low, yOld.High);
        if (node.At("intervals") is not YamlMapping { Entries.Count: 2 } intervals) throw new WcsException("has a bounding box that is not one of two axes");
        var names = transform.At("inputs") is YamlSequence { Items.Count: 2 } inputs ? inputs.Items.Select(item => item.Text ?? "").ToArray() : [.. intervals.Entries.Select(entry => entry.Key)];
        return intervals.Find(names[0]) is { } first && Pair(first) is { } x && intervals.Find(names[1]) is { } second && Pair(second) is { } y
            ? new WcsBox(x.Low, x.High, y.Low, y.High)
            : throw new WcsException("has a bounding box without intervals for its inputs");
    }

    static (double Low, double High)? Pair(YamlNode node) =>
        node is YamlSequence { Items: [var low, var high] } && low.TryGetDouble(out var from) && high.TryGetDouble(out var to) && to > from ? (from, to) : null;

    static WcsException Fault(AsdfFile file, string what, Exception? inner = null) => new($"{file.Name}: the coordinate system {what}.", inner);
}
