using Nocturne.Streams.Store;

namespace Nocturne.Streams.Export;

/// <summary>A product that is either the old one or the whole new one: it is written beside its place and moved there when <see cref="Commit"/> is called.</summary>
/// <remarks>Failures of the disk are reported as <see cref="StoreException"/>, by all members.</remarks>
public sealed class AtomicFile : IDisposable
{
    readonly string path;
    readonly string part;
    readonly FileStream stream;
    bool committed;

    /// <summary>Begins a file; folders on the way are made.</summary>
    public AtomicFile(string path)
    {
        this.path = path;
        part = path + ".part";
        try
        {
            if (Path.GetDirectoryName(path) is { Length: > 0 } folder) Directory.CreateDirectory(folder);
            stream = new FileStream(part, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 1 << 16);
        }
        catch (Exception exception) when (IsOfTheDisk(exception))
        {
            throw StoreException.FromFile(exception, path);
        }
    }

    /// <summary>Writes a whole file.</summary>
    public static void Write(string path, Action<AtomicFile> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        using var file = new AtomicFile(path);
        write(file);
        file.Commit();
    }

    /// <summary>Appends bytes.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            stream.Write(bytes);
        }
        catch (Exception exception) when (IsOfTheDisk(exception))
        {
            throw StoreException.FromFile(exception, path);
        }
    }

    /// <summary>Lets something write to the stream itself, which is seekable.</summary>
    public void Write(Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        try
        {
            write(stream);
        }
        catch (Exception exception) when (IsOfTheDisk(exception))
        {
            throw StoreException.FromFile(exception, path);
        }
    }

    /// <summary>Puts the file in its place.</summary>
    public void Commit()
    {
        try
        {
            stream.Dispose();
            File.Move(part, path, overwrite: true);
            committed = true;
        }
        catch (Exception exception) when (IsOfTheDisk(exception))
        {
            throw StoreException.FromFile(exception, path);
        }
    }

    /// <summary>Ends the writing; without <see cref="Commit"/> nothing is left of it.</summary>
    public void Dispose()
    {
        if (committed) return;
        try
        {
            stream.Dispose();
        }
        catch (IOException)
        {
            // The rest of the buffer did not fit; the file goes anyway.
        }

        File.Delete(part);
    }

    static bool IsOfTheDisk(Exception exception) => exception is IOException or UnauthorizedAccessException;
}
