using System.Text;

namespace Nocturne.Streams.Export;

/// <summary>A text file, written whole or not at all: UTF-8 without a mark, LF.</summary>
static class TextFile
{
    public static void Write(string path, IEnumerable<string> lines) => AtomicFile.Write(path, file => file.Write(stream =>
    {
        using var text = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        foreach (var line in lines) text.WriteLine(line);
    }));
}
