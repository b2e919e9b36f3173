using System.Diagnostics;
using System.Globalization;

namespace Nocturne.TestKit.Faults;

/// <summary>A disk in memory that holds so much and no more, with a part of it taken by something else.</summary>
/// <remarks>On Linux, for those who may mount: root, or anybody within <c>unshare --map-root-user --mount</c>.</remarks>
public sealed class SmallDisk : IDisposable
{
    /// <summary>What the disk gives out at once [bytes].</summary>
    public const int PageSize = 4096;

    const int Pages = 8192;

    const int MostTries = 50;

    readonly DirectoryInfo folder;

    SmallDisk(DirectoryInfo folder) => this.folder = folder;

    public string Root => folder.FullName;

    /// <summary>Whether such disks can be made here.</summary>
    public static bool IsPossible { get; } = Try();

    /// <summary>Pages that are free.</summary>
    public long Free => new DriveInfo(Root).AvailableFreeSpace / PageSize;

    string Ballast => Path.Combine(Root, "ballast");

    /// <summary>A disk of 32 MB; null where none can be made.</summary>
    public static SmallDisk? Make()
    {
        if (!OperatingSystem.IsLinux()) return null;
        var folder = Directory.CreateTempSubdirectory("nocturne-disk-");
        if (Run("mount", "-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={Pages * PageSize}"), "nocturne", folder.FullName)) return new(folder);
        folder.Delete();
        return null;
    }

    /// <summary>Leaves so many pages free.</summary>
    public void LeaveFree(long pages)
    {
        using var file = File.Create(Ballast);
        var piece = new byte[PageSize];
        while (Free > pages)
        {
            file.Write(piece);
            file.Flush();
        }
    }

    /// <summary>Frees all that nobody needs.</summary>
    public void MakeRoom() => File.Delete(Ballast);

    /// <summary>Takes the disk away. Another process that is just being started may hold it for a moment; files that were left open hold it for good, which fails.</summary>
    public void Dispose()
    {
        for (var tries = 0; tries < MostTries && !Run("umount", Root); tries++) Thread.Yield();
        folder.Delete();
    }

    static bool Try()
    {
        using var disk = Make();
        return disk is not null;
    }

    static bool Run(string program, params string[] args)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, args) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
