using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Nocturne.Streams.Arrivals;

/// <summary>Tells when somebody who was writing a file has closed it, which <see cref="FileSystemWatcher"/> does not. On Linux only, and only for writers on this machine: elsewhere it is silent.</summary>
/// <remarks>Linux calls it inotify(7). A thread waits for the events, for the system's call for them knows no other way.</remarks>
sealed class ClosedFiles : IDisposable
{
    const int CloseOnExec = 0x80000;
    const uint CloseWrite = 0x8, Overflow = 0x4000, WatchIsGone = 0x8000, IsFolder = 0x40000000;
    const short Readable = 1;

    /// <summary>Bytes before the name in an event: watch, what happened, cookie, length of the name.</summary>
    const int EventHead = 16;

    /// <summary>How long the thread may take to notice that nobody listens any more [ms].</summary>
    const int LookEvery = 1000;

    readonly Action<string> closed;
    readonly SafeFileHandle? events;
    readonly ConcurrentDictionary<int, string> folders = new();
    volatile bool disposed;

    /// <param name="closed">Called with the path of each file that was closed, on another thread.</param>
    public ClosedFiles(Action<string> closed)
    {
        this.closed = closed;
        if (!OperatingSystem.IsLinux()) return;
        var made = new SafeFileHandle(Begin(CloseOnExec), ownsHandle: true);
        if (made.IsInvalid) return;
        events = made;
        new Thread(Listen) { IsBackground = true, Name = "closed files" }.Start();
    }

    /// <summary>Listens to what happens in a folder too, not in those inside it; false when the system does not tell.</summary>
    public bool Watch(string folder)
    {
        if (events is null || disposed) return false;
        if (folders.Values.Contains(folder)) return true;
        var watch = AddWatch(events, Encoding.UTF8.GetBytes(folder + '\0'), CloseWrite);
        if (watch < 0) return false;
        folders[watch] = folder;
        return true;
    }

    public void Dispose() => disposed = true;

    void Listen()
    {
        using var handle = events!;
        var buffer = new byte[64 * 1024];
        while (!disposed)
        {
            var poll = new Poll { File = (int)handle.DangerousGetHandle(), Wanted = Readable };
            if (WaitFor(ref poll, 1, LookEvery) <= 0) continue;
            var length = (int)Read(handle, buffer, buffer.Length);
            if (length > 0) Tell(buffer.AsSpan(0, length));
        }
    }

    void Tell(ReadOnlySpan<byte> told)
    {
        while (told.Length >= EventHead)
        {
            var watch = MemoryMarshal.Read<int>(told);
            var what = MemoryMarshal.Read<uint>(told[4..]);
            var name = told.Slice(EventHead, MemoryMarshal.Read<int>(told[12..]));
            told = told[(EventHead + name.Length)..];
            if ((what & WatchIsGone) != 0) folders.TryRemove(watch, out _);
            if ((what & (CloseWrite | IsFolder | Overflow)) != CloseWrite || !folders.TryGetValue(watch, out var folder)) continue;
            closed(Path.Combine(folder, Encoding.UTF8.GetString(name.TrimEnd((byte)0))));
        }
    }

    [DllImport("libc", EntryPoint = "inotify_init1")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int Begin(int flags);

    [DllImport("libc", EntryPoint = "inotify_add_watch")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int AddWatch(SafeFileHandle events, byte[] path, uint what);

    [DllImport("libc", EntryPoint = "poll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int WaitFor(ref Poll files, nuint count, int milliseconds);

    [DllImport("libc", EntryPoint = "read")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern nint Read(SafeFileHandle events, byte[] buffer, nint length);

    struct Poll
    {
        public int File;
        public short Wanted, Happened;
    }
}
