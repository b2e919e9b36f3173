namespace Nocturne.Actors.Night;

/// <summary>What a band is about.</summary>
public enum BandActivity
{
    /// <summary>Reads its checkpoint and builds its master frames and its catalogue.</summary>
    Starting,

    /// <summary>Looks for the first good frames to make a catalogue of.</summary>
    Collecting,

    /// <summary>Measures frames as they come.</summary>
    Measuring,

    /// <summary>Has failed and will start again by itself.</summary>
    Restarting,

    /// <summary>Has nothing more to do.</summary>
    Ended,
}
