namespace Nocturne.Core.Simulation;

/// <summary>Which keywords of the header hold the start of the exposure, as OPTICAM wrote them over the years.</summary>
public enum TimeStyle
{
    /// <summary>UT = 'YYYY-MM-DD HH:MM:SS.sss'.</summary>
    UniversalTime,

    /// <summary>GPSTIME = 'YYYY-MM-DD HH:MM:SS.sss'.</summary>
    GpsTime,

    /// <summary>DATE-OBS = 'YYYY-MM-DD' and UT = 'HH:MM:SS.sss'.</summary>
    DateAndTimeOfDay,
}
