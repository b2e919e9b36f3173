namespace Nocturne.Streams.Store;

/// <summary>Why the store of a night cannot be opened or written.</summary>
public enum StoreFault
{
    /// <summary>The disk has no room left.</summary>
    DiskFull,

    /// <summary>Another process writes this night.</summary>
    InUse,

    /// <summary>There is no store in the folder.</summary>
    Missing,

    /// <summary>There is a store already, where a new one was to be made.</summary>
    AlreadyThere,

    /// <summary>The file is something else, or damaged.</summary>
    NotANight,

    /// <summary>The store was written by another version of the program, with other tables.</summary>
    OtherVersion,

    /// <summary>The folder or the file may not be written or read.</summary>
    NoAccess,

    /// <summary>Any other failure of the disk or of SQLite.</summary>
    Failed,
}
