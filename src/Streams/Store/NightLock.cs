namespace Nocturne.Streams.Store;

/// <summary>The right to write a night's folder: a lock file that the system frees when the process ends, however it ends.</summary>
sealed class NightLock : IDisposable
{
    const string FileName = "night.lock";

    const int WouldBlockOnLinux = 11;
    const int WouldBlockOnMac = 35;
    const int SharingViolationOnWindows = unchecked((int)0x80070020);

    readonly FileStream file;

    NightLock(FileStream file) => this.file = file;

    /// <exception cref="StoreException">Another process has it, or the folder cannot be written.</exception>
    public static NightLock Take(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            Directory.CreateDirectory(folder);
            return new(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException exception) when (exception.HResult is WouldBlockOnLinux or WouldBlockOnMac or SharingViolationOnWindows)
        {
            throw StoreException.InUse(Path.Combine(folder, NightStore.FileName), exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw StoreException.FromFile(exception, path);
        }
    }

    public void Dispose() => file.Dispose();
}
