namespace Nocturne.Core.Fits;

/// <summary>One header-and-data unit of a FITS file.</summary>
public abstract class FitsHdu
{
    private protected FitsHdu(FitsHeader header, HduData data)
    {
        Header = header;
        Data = data;
    }

    /// <summary>The cards of the unit; of a compressed image those that describe the image, not the table that it is stored in.</summary>
    public FitsHeader Header { get; }

    /// <summary>Place in the file; the primary is 0.</summary>
    public int Index => Data.Place.Hdu;

    /// <summary>EXTNAME, or an empty string.</summary>
    public string ExtensionName => Header.GetString("EXTNAME") ?? "";

    internal HduLayout Layout => Data.Layout;

    internal HduData Data { get; }

    /// <summary>Makes sure that all data of the unit are in the file; call it before allocating what the header asks for.</summary>
    /// <exception cref="FitsException">Data are missing (<see cref="FitsFault.Incomplete"/>).</exception>
    public virtual void CheckWhole() => Data.CheckWhole();

    /// <summary>Whether 512 bytes of the data that belong together on a disk are all zero, as they are in a file whose parts are written in any order until their turn comes.
    /// Padding does not count.</summary>
    /// <exception cref="FitsException">Data are missing or damaged.</exception>
    public bool HasEmptySector() => Data.HasEmptySector();
}
