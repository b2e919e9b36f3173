using System.Text.Json;

namespace Nocturne.Core.Vetting;

/// <summary>Everything that V20 knows: both forms.</summary>
/// <param name="Reference">The reference form.</param>
/// <param name="Refined">Nocturne's own form, if it could be had.</param>
/// <param name="Aperture">The aperture that was used, row by row.</param>
public sealed record GhostDetail(GhostNumbers Reference, RefinedGhostNumbers? Refined, bool[] Aperture) : IVettingDetail
{
    public void Write(Utf8JsonWriter json)
    {
        ArgumentNullException.ThrowIfNull(json);
        json.WriteStartObject("reference");
        json.WriteBoolean("aperture_sign_consistent", Reference.SignsAgree);
        VettingJson.Write(json, "stamp_shape", [Reference.Rows, Reference.Columns]);
        VettingJson.WriteImage(json, "difference_image", Reference.Difference, Reference.Columns);
        json.WriteStartArray("aperture_mask");
        for (var row = 0; row < Reference.Rows; row++)
        {
            json.WriteStartArray();
            for (var column = 0; column < Reference.Columns; column++) json.WriteBooleanValue(Aperture[(row * Reference.Columns) + column]);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        if (Refined is not { } own) return;
        json.WriteStartObject("refined");
        VettingJson.WriteImage(json, "difference_image", own.Difference, own.Columns);
        VettingJson.WriteImage(json, "difference_errors", own.DifferenceErrors, own.Columns);
        VettingJson.Write(json, "center_row_col", [own.Centre.Row, own.Centre.Column]);
        json.WriteEndObject();
    }
}
