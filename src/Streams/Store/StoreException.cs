using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Nocturne.Streams.Store;

/// <summary>The store of a night failed; the message says what to do. What was stored before stays, nothing is half-written.</summary>
public sealed class StoreException : Exception
{
    const int DiskFullOnUnix = 28;
    const int DiskFullOnWindows = unchecked((int)0x80070070);
    const int HandleDiskFullOnWindows = unchecked((int)0x80070027);

    /// <summary>SQLite's extended code when there is no room for its index of the log (SQLITE_IOERR_SHMSIZE).</summary>
    const int NoRoomForLogIndex = raw.SQLITE_IOERR | (19 << 8);

    public StoreException(StoreFault fault, string message, Exception? inner = null)
        : base(message, inner) => Fault = fault;

    public StoreFault Fault { get; }

    /// <summary>Tells a full disk from other failures of the file system.</summary>
    public static bool IsDiskFull(IOException exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return exception.HResult is DiskFullOnUnix or DiskFullOnWindows or HandleDiskFullOnWindows;
    }

    /// <summary>The failure of an SQLite call, in words.</summary>
    /// <param name="code">SQLite's extended result code.</param>
    /// <param name="message">SQLite's own message.</param>
    /// <param name="file">Path of the store.</param>
    internal static StoreException FromSqlite(int code, string message, string file)
    {
        var inner = new SqliteException(message, code & 0xff, code);
        return (code & 0xff) switch
        {
            raw.SQLITE_IOERR when code == NoRoomForLogIndex => DiskFull(file, inner),
            raw.SQLITE_FULL => DiskFull(file, inner),
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => InUse(file, inner),
            raw.SQLITE_NOTADB or raw.SQLITE_CORRUPT => new(StoreFault.NotANight,
                $"{file}: this is not a store of Nocturne, or it is damaged ({message}); move it away and run the command again to reduce the night anew.", inner),
            raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN or raw.SQLITE_PERM or raw.SQLITE_AUTH => new(StoreFault.NoAccess,
                $"{file}: may not be opened ({message}); check the permissions of the folder.", inner),
            _ => new(StoreFault.Failed, $"{file}: SQLite failed ({message}, code {code}); what is stored stays, run the same command again.", inner),
        };
    }

    /// <summary>The failure of a file operation, in words.</summary>
    /// <param name="exception">What the file system reported.</param>
    /// <param name="file">Path of the file that was being written.</param>
    internal static StoreException FromFile(Exception exception, string file) => exception switch
    {
        IOException io when IsDiskFull(io) => DiskFull(file, io),
        UnauthorizedAccessException => new(StoreFault.NoAccess, $"{file}: may not be written; check the permissions of the folder.", exception),
        _ => new(StoreFault.Failed, $"{file}: could not be written ({exception.Message})", exception),
    };

    internal static StoreException InUse(string file, Exception? inner = null) => new(StoreFault.InUse,
        $"{file}: this night is being written by another process; wait for it to end, stop it, or choose another output folder.", inner);

    static StoreException DiskFull(string file, Exception inner) => new(StoreFault.DiskFull,
        $"{file}: disk full while writing {Path.GetFileName(file)}: free some space and run the same command again; what is stored stays.", inner);
}
