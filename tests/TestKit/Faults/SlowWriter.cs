using System.IO.Compression;

namespace Nocturne.TestKit.Faults;

/// <summary>Writes one frame in some way, in steps and with pauses that a seed decides.</summary>
public sealed class SlowWriter
{
    /// <summary>Bytes of a piece when pieces come in any order.</summary>
    const int Piece = 1024;

    readonly string folder;
    readonly Random random;
    readonly byte[] bytes;
    readonly Func<DateTime>? clock;
    readonly string temporary;
    readonly int[] pieces;
    readonly TimeSpan jump;
    readonly int jumpsAt;
    int written, steps;

    /// <param name="folder">Folder to write into.</param>
    /// <param name="name">Name of the file in the end; a compressed one gets <c>.gz</c>.</param>
    /// <param name="frame">Its bytes.</param>
    /// <param name="way">How it is written.</param>
    /// <param name="seed">Decides pieces, pauses, and whether the writer's clock jumps on the way.</param>
    /// <param name="clock">The writer's clock, which gives the file its age; null for that of the machine.</param>
    public SlowWriter(string folder, string name, byte[] frame, WritingWay way, int seed, Func<DateTime>? clock = null)
    {
        (this.folder, this.clock, Way) = (folder, clock, way);
        random = new(seed);
        bytes = way == WritingWay.Compressed ? Gzip(frame) : frame;
        Name = way == WritingWay.Compressed ? name + ".gz" : name;
        temporary = way switch
        {
            WritingWay.Rsync => $".{name}.{random.Next(0x1000, 0xFFFF):X}",
            WritingWay.Renamed or WritingWay.MovedIn => name + ".part",
            _ => Name,
        };
        pieces = [.. Enumerable.Range(0, (bytes.Length + Piece - 1) / Piece)];
        if (way == WritingWay.Scattered) random.Shuffle(pieces);
        jump = TimeSpan.FromSeconds(random.Next(3) == 0 ? random.Next(-7200, 7200) : 0);
        jumpsAt = random.Next(20);
    }

    public WritingWay Way { get; }

    /// <summary>Name of the file when it is done.</summary>
    public string Name { get; }

    public bool IsDone { get; private set; }

    /// <summary>All names that the frame has in the end.</summary>
    public IReadOnlyList<string> Names => Way == WritingWay.CopiedTwice ? [Name, CopyOf(Name)] : [Name];

    /// <summary>Writes some more; the pause until the next step. What is to be filled is done when only zeros are left, which it has from the start.</summary>
    public TimeSpan Step()
    {
        steps++;
        Directory.CreateDirectory(folder);
        switch (Way)
        {
            case WritingWay.MovedIn:
                Write(0, bytes.Length);
                written = bytes.Length;
                break;
            case WritingWay.Scattered:
                WritePiece(pieces[written / Piece]);
                written = Math.Min(bytes.Length, written + Piece);
                break;
            default:
                var more = Math.Min(bytes.Length - written, random.Next(1, 1024));
                Write(written, more);
                written += more;
                break;
        }
        if (written == bytes.Length || (Way == WritingWay.Filled && bytes.AsSpan(written).IndexOfAnyExcept((byte)0) < 0)) Finish();
        return Pause();
    }

    /// <summary>Writes all that is left without pauses.</summary>
    public void Complete()
    {
        while (!IsDone) Step();
    }

    /// <summary>The name of a file's copy.</summary>
    public static string CopyOf(string name) => $"{Path.GetFileNameWithoutExtension(name)}_again{Path.GetExtension(name)}";

    static byte[] Gzip(byte[] frame)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest)) gzip.Write(frame);
        return memory.ToArray();
    }

    void Finish()
    {
        IsDone = true;
        if (temporary != Name) File.Move(Path.Combine(folder, temporary), Path.Combine(folder, Name));
        if (Way == WritingWay.CopiedTwice)
        {
            File.WriteAllBytes(Path.Combine(folder, CopyOf(Name)), bytes);
            Age(Path.Combine(folder, CopyOf(Name)));
        }
    }

    void WritePiece(int piece) => Write(piece * Piece, Math.Min(Piece, bytes.Length - (piece * Piece)));

    void Write(int from, int count)
    {
        var path = Path.Combine(folder, temporary);
        using (var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete))
        {
            if (Way is WritingWay.Filled or WritingWay.Scattered && file.Length < bytes.Length) file.SetLength(bytes.Length);
            file.Position = from;
            file.Write(bytes, from, count);
        }
        Age(path);
    }

    /// <summary>The age of the file by the writer's clock, which may have jumped.</summary>
    void Age(string path)
    {
        if (clock is null) return;
        var made = Way == WritingWay.MovedIn ? TimeSpan.FromDays(-3) : steps > jumpsAt ? jump : TimeSpan.Zero;
        File.SetLastWriteTimeUtc(path, clock() + made);
    }

    /// <summary>Mostly quick, at times slower than the settle time; pieces in any order never are, for nobody can tell such a file from a whole one.</summary>
    TimeSpan Pause() => TimeSpan.FromMilliseconds(Way != WritingWay.Scattered && random.Next(10) == 0 ? random.Next(1000, 6000) : random.Next(1, 400));
}
