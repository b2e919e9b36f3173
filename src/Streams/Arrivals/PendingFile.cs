namespace Nocturne.Streams.Arrivals;

/// <summary>A file that was seen and is not taken yet.</summary>
sealed class PendingFile(ArrivedFile file, long now)
{
    /// <summary>The file as it was when it was looked at last.</summary>
    public ArrivedFile File { get; private set; } = file;

    /// <summary>Since when it has not changed [timestamp].</summary>
    public long UnchangedSince { get; private set; } = now;

    /// <summary>What its contents say; null before they were looked at.</summary>
    public Wholeness? Verdict { get; private set; }

    /// <summary>Why it is not taken.</summary>
    public string Reason { get; private set; } = $"{file.File}: too new to be believed.";

    /// <summary>When its contents were looked at last [timestamp].</summary>
    public long LookedAt { get; private set; }

    /// <summary>How often its contents were looked at since it changed.</summary>
    public int Looks { get; private set; }

    /// <summary>What the system has told of it since it changed.</summary>
    public FileHint Hint { get; set; }

    /// <summary>Whether its writer has closed it when it was not whole: who does so once does so again, and its being closed tells nothing.</summary>
    public bool WasClosedUnfinished { get; set; }

    /// <summary>Whether it was reported as incomplete.</summary>
    public bool IsReported { get; set; }

    /// <summary>Notes length and age; true when they differ from before.</summary>
    public bool Update(long length, DateTime modifiedUtc, long now)
    {
        if (length == File.Length && modifiedUtc == File.ModifiedUtc) return false;
        File = File with { Length = length, ModifiedUtc = modifiedUtc };
        (UnchangedSince, Verdict, Looks, IsReported, Hint) = (now, null, 0, false, FileHint.None);
        return true;
    }

    public void Judge(Wholeness verdict, string? reason, long now)
    {
        (Verdict, Reason, LookedAt) = (verdict, reason ?? Reason, now);
        Looks++;
    }
}
