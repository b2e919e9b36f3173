using System.Buffers.Binary;
using System.Text;
using Nocturne.Runner.Report;

namespace Nocturne.Runner.Curves;

/// <summary>Puts PNG pictures of one size together to a moving one (animated PNG: W3C PNG, third edition, chapter 11.3.2), which browsers show, and others as its first picture.</summary>
static class AnimatedPng
{
    /// <summary>Writes the movie; the image data are taken over as they are.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="pictures">Whole PNG files.</param>
    /// <param name="millisecondsPerFrame">How long each is seen; the movie has no end.</param>
    /// <exception cref="ArgumentException">There are none, or one differs in size or kind from the first.</exception>
    public static void Write(Stream stream, IReadOnlyList<byte[]> pictures, int millisecondsPerFrame)
    {
        if (pictures.Count == 0) throw new ArgumentException("A movie needs a picture.", nameof(pictures));
        var head = Content(pictures[0], "IHDR");
        stream.Write(pictures[0].AsSpan(0, 8));
        PngEncoder.WriteChunk(stream, "IHDR", head);
        Span<byte> animation = stackalloc byte[8];
        BinaryPrimitives.WriteInt32BigEndian(animation, pictures.Count);
        PngEncoder.WriteChunk(stream, "acTL", animation);
        var sequence = 0u;
        Span<byte> control = stackalloc byte[26];
        head.AsSpan(0, 8).CopyTo(control[4..]);
        BinaryPrimitives.WriteUInt16BigEndian(control[20..], (ushort)millisecondsPerFrame);
        BinaryPrimitives.WriteUInt16BigEndian(control[22..], 1000);
        for (var i = 0; i < pictures.Count; i++)
        {
            if (!Content(pictures[i], "IHDR").AsSpan().SequenceEqual(head)) throw new ArgumentException($"Picture {i + 1} is not of the size of the first.", nameof(pictures));
            BinaryPrimitives.WriteUInt32BigEndian(control, sequence++);
            PngEncoder.WriteChunk(stream, "fcTL", control);
            var data = Content(pictures[i], "IDAT");
            if (i == 0)
            {
                PngEncoder.WriteChunk(stream, "IDAT", data);
                continue;
            }

            var numbered = new byte[data.Length + 4];
            BinaryPrimitives.WriteUInt32BigEndian(numbered, sequence++);
            data.CopyTo(numbered, 4);
            PngEncoder.WriteChunk(stream, "fdAT", numbered);
        }

        PngEncoder.WriteChunk(stream, "IEND", []);
    }

    /// <summary>What the chunks of a type hold together.</summary>
    static byte[] Content(byte[] png, string type)
    {
        using var content = new MemoryStream();
        for (var at = 8; at + 12 <= png.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            if (Encoding.ASCII.GetString(png, at + 4, 4) == type) content.Write(png.AsSpan(at + 8, length));
            at += 12 + length;
        }

        return content.ToArray();
    }
}
