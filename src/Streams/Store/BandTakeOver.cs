using Nocturne.Streams.Night;

namespace Nocturne.Streams.Store;

/// <summary>Copies a band from the attached store <c>other</c> in the place of the one here; inside a transaction.</summary>
static class BandTakeOver
{
    const string Theirs = "o.camera = ?2 AND o.filter = ?3";

    /// <summary>Forgets a band's rows, but not when its files were seen.</summary>
    public static void Drop(NightDatabase database, long band, bool keepRow)
    {
        database.Execute("CREATE TEMP TABLE IF NOT EXISTS history (band INTEGER, file TEXT, hdu INTEGER, plane INTEGER, first_seen INTEGER, taken INTEGER, PRIMARY KEY (band, file, hdu, plane)) WITHOUT ROWID");
        Run("INSERT OR REPLACE INTO temp.history SELECT band, file, hdu, plane, first_seen, taken FROM main.frames WHERE band = ?");
        Run("DELETE FROM main.frames WHERE band = ?");
        Run("DELETE FROM main.light_curves WHERE band = ?");
        Run("DELETE FROM main.catalogue WHERE band = ?");
        if (!keepRow) Run("DELETE FROM main.bands WHERE band = ?");

        void Run(string sql)
        {
            using var statement = database.Prepare(sql);
            statement.Bind(1, band).Run();
        }
    }

    /// <summary>Copies a band's rows under the key that it has here.</summary>
    public static void Copy(NightDatabase database, BandKey band, long key, long run)
    {
        var columns = Columns(database, "frames").Except(["frame", "band", "setup", "masters", "run", "first_seen", "taken"]).ToArray();
        var head = Columns(database, "bands").Except(["band", "camera", "filter"]).ToArray();
        var stars = Columns(database, "catalogue").Except(["band"]).ToArray();
        var values = Columns(database, "measurements").Except(["frame", "curve"]).ToArray();
        var stamps = Columns(database, "stamps").Except(["frame"]).ToArray();
        database.Execute("INSERT INTO main.setups (facts) SELECT facts FROM other.setups WHERE true ON CONFLICT DO NOTHING");
        database.Execute("INSERT INTO main.masters (files) SELECT files FROM other.masters WHERE true ON CONFLICT DO NOTHING");
        Run($"UPDATE main.bands SET ({List(head)}) = (SELECT {List(head)} FROM other.bands o WHERE {Theirs}) WHERE band = ?1");
        Run($"INSERT INTO main.catalogue (band, {List(stars)}) SELECT ?1, {List(stars)} FROM other.catalogue WHERE band = (SELECT band FROM other.bands o WHERE {Theirs})");
        Run($"INSERT INTO main.light_curves (band, photometer, source) SELECT ?1, photometer, source FROM other.light_curves WHERE band = (SELECT band FROM other.bands o WHERE {Theirs})");
        Run($"""
            INSERT INTO main.frames (band, setup, masters, run, first_seen, taken, {List(columns)})
            SELECT ?1, mine.setup, made.masters, {run}, coalesce(h.first_seen, f.first_seen), coalesce(h.taken, f.taken), {List(columns, "f.")}
            FROM other.frames f LEFT JOIN other.setups s ON s.setup = f.setup LEFT JOIN main.setups mine ON mine.facts = s.facts
                LEFT JOIN other.masters k ON k.masters = f.masters LEFT JOIN main.masters made ON made.files = k.files
                LEFT JOIN temp.history h ON h.band = ?1 AND h.file = f.file AND h.hdu = f.hdu AND h.plane = f.plane
            WHERE f.band = (SELECT band FROM other.bands o WHERE {Theirs})
            """);
        Run($"""
            INSERT INTO main.measurements (frame, curve, {List(values)})
            SELECT mine.frame, c.curve, {List(values, "m.")}
            FROM other.frames f JOIN main.frames mine ON mine.band = ?1 AND mine.id = f.id JOIN other.measurements m ON m.frame = f.frame
                JOIN other.light_curves l ON l.curve = m.curve JOIN main.light_curves c ON c.band = ?1 AND c.photometer = l.photometer AND c.source = l.source
            WHERE f.band = (SELECT band FROM other.bands o WHERE {Theirs})
            """);
        Run($"""
            INSERT INTO main.stamps (frame, {List(stamps)})
            SELECT mine.frame, {List(stamps, "t.")} FROM other.frames f JOIN main.frames mine ON mine.band = ?1 AND mine.id = f.id JOIN other.stamps t ON t.frame = f.frame
            WHERE f.band = (SELECT band FROM other.bands o WHERE {Theirs})
            """);
        Run($"""
            INSERT INTO main.sky_transitions (frame, from_state, to_state, sentence)
            SELECT mine.frame, t.from_state, t.to_state, t.sentence
            FROM other.frames f JOIN main.frames mine ON mine.band = ?1 AND mine.id = f.id JOIN other.sky_transitions t ON t.frame = f.frame
            WHERE f.band = (SELECT band FROM other.bands o WHERE {Theirs})
            """);

        void Run(string sql)
        {
            using var statement = database.Prepare(sql);
            statement.Bind(1, key).Bind(2, band.Camera).Bind(3, band.Filter).Run();
        }
    }

    static string List(IEnumerable<string> columns, string prefix = "") => string.Join(", ", columns.Select(column => prefix + column));

    static List<string> Columns(NightDatabase database, string table)
    {
        using var rows = database.Prepare("SELECT name FROM pragma_table_info(?) ORDER BY cid").Bind(1, table);
        var names = new List<string>();
        while (rows.Step()) names.Add(rows.Text(0));
        return names;
    }
}
