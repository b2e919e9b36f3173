namespace Nocturne.Streams.Store;

/// <summary>The tables of <c>night.sqlite</c> and the check that a file has them.</summary>
static class NightSchema
{
    /// <summary>Counts up whenever a table changes; kept in SQLite's <c>user_version</c>.</summary>
    public const int Version = 4;

    /// <summary>"NOCT": says to whom the file belongs, in SQLite's <c>application_id</c>.</summary>
    const int ApplicationId = 0x4E4F4354;

    const string Tables = """
        CREATE TABLE night (
            key TEXT PRIMARY KEY,
            value TEXT NOT NULL) STRICT, WITHOUT ROWID;

        -- Each time that a program wrote into this night.
        CREATE TABLE runs (
            run INTEGER PRIMARY KEY,
            program_version TEXT NOT NULL,
            settings_digest TEXT NOT NULL,
            began INTEGER NOT NULL) STRICT;

        CREATE TABLE bands (
            band INTEGER PRIMARY KEY,
            camera TEXT NOT NULL,
            filter TEXT NOT NULL,
            reference_frame TEXT,
            stacked_frames INTEGER,
            width INTEGER,
            height INTEGER,
            psf_semi_major_sigma REAL,
            psf_semi_minor_sigma REAL,
            psf_orientation REAL,
            inputs TEXT,
            numbering TEXT,
            UNIQUE (camera, filter)) STRICT;

        CREATE TABLE catalogue (
            band INTEGER NOT NULL REFERENCES bands,
            number INTEGER NOT NULL,
            x REAL, y REAL, flux REAL,
            semi_major_sigma REAL, semi_minor_sigma REAL, orientation REAL,
            PRIMARY KEY (band, number)) STRICT, WITHOUT ROWID;

        -- What many headers say alike, as JSON.
        CREATE TABLE setups (
            setup INTEGER PRIMARY KEY,
            facts TEXT NOT NULL UNIQUE) STRICT;

        -- Calibration frames that masters were made of: their files, a line each; empty for none.
        CREATE TABLE masters (
            masters INTEGER PRIMARY KEY,
            files TEXT NOT NULL UNIQUE) STRICT;

        -- Files that were seen arriving. Times are milliseconds since 1970, UTC.
        CREATE TABLE files (
            file TEXT PRIMARY KEY,
            state TEXT NOT NULL,
            length INTEGER NOT NULL,
            modified INTEGER NOT NULL,
            reason TEXT,
            first_seen INTEGER NOT NULL,
            taken INTEGER) STRICT, WITHOUT ROWID;

        CREATE TABLE calibrations (
            file TEXT NOT NULL,
            hdu INTEGER NOT NULL,
            plane INTEGER NOT NULL,
            id TEXT NOT NULL,
            path TEXT NOT NULL,
            camera TEXT NOT NULL,
            filter TEXT NOT NULL,
            kind TEXT NOT NULL,
            exposure_seconds REAL,
            setup INTEGER NOT NULL REFERENCES setups,
            taken INTEGER NOT NULL,
            PRIMARY KEY (file, hdu, plane)) STRICT, WITHOUT ROWID;

        CREATE TABLE frames (
            frame INTEGER PRIMARY KEY,
            band INTEGER NOT NULL REFERENCES bands,
            id TEXT NOT NULL,
            file TEXT NOT NULL,
            plane INTEGER NOT NULL,
            state TEXT NOT NULL,
            fault TEXT NOT NULL,
            reason TEXT,
            start_utc_day INTEGER, start_utc_fraction REAL,
            mid_utc_day INTEGER, mid_utc_fraction REAL,
            bmjd_tdb_start REAL, bmjd_tdb_mid REAL,
            time_source TEXT,
            exposure_seconds REAL,
            background_level REAL, background_rms REAL,
            transform_xx REAL, transform_xy REAL, transform_x0 REAL,
            transform_yx REAL, transform_yy REAL, transform_y0 REAL,
            matched_stars INTEGER NOT NULL,
            alignment_residual REAL, fwhm REAL, airmass REAL,
            placement TEXT, transparency REAL, saturated_stars INTEGER, sky_state TEXT,
            hdu INTEGER NOT NULL DEFAULT 0,
            setup INTEGER REFERENCES setups,
            right_ascension REAL, declination REAL,
            level TEXT NOT NULL,
            tries INTEGER NOT NULL DEFAULT 0,
            run INTEGER REFERENCES runs,
            masters INTEGER REFERENCES masters,
            first_seen INTEGER, taken INTEGER, durable INTEGER,
            seconds_calibrate REAL, seconds_background REAL, seconds_align REAL, seconds_measure REAL,
            UNIQUE (band, id)) STRICT;
        CREATE INDEX frames_waiting ON frames (band, start_utc_day, start_utc_fraction, id) WHERE state = 'Waiting';
        CREATE INDEX frames_by_time ON frames (band, mid_utc_day, mid_utc_fraction, id);
        CREATE INDEX frames_by_file ON frames (file);

        CREATE TABLE light_curves (
            curve INTEGER PRIMARY KEY,
            band INTEGER NOT NULL REFERENCES bands,
            photometer TEXT NOT NULL,
            source INTEGER NOT NULL,
            UNIQUE (band, photometer, source)) STRICT;

        CREATE TABLE measurements (
            frame INTEGER NOT NULL REFERENCES frames ON DELETE CASCADE,
            curve INTEGER NOT NULL REFERENCES light_curves,
            x REAL, y REAL,
            flux REAL, flux_error REAL,
            background REAL, background_error REAL,
            area REAL,
            flags INTEGER NOT NULL,
            PRIMARY KEY (frame, curve)) STRICT, WITHOUT ROWID;

        CREATE TABLE stamps (
            frame INTEGER NOT NULL REFERENCES frames ON DELETE CASCADE,
            source INTEGER NOT NULL,
            x REAL, y REAL,
            side INTEGER NOT NULL,
            pixels BLOB NOT NULL,
            faults BLOB,
            PRIMARY KEY (frame, source)) STRICT;

        CREATE TABLE sky_transitions (
            frame INTEGER PRIMARY KEY REFERENCES frames ON DELETE CASCADE,
            from_state TEXT NOT NULL,
            to_state TEXT NOT NULL,
            sentence TEXT NOT NULL) STRICT;

        -- For people with an SQLite shell: one line per measurement, in words.
        CREATE VIEW rows AS
            SELECT camera, filter, photometer, source, file, plane,
                mid_utc_day + mid_utc_fraction AS mjd_utc_mid, bmjd_tdb_mid,
                x, y, flux, flux_error, background, background_error, area, flags
            FROM measurements JOIN light_curves USING (curve) JOIN frames USING (frame) JOIN bands ON bands.band = frames.band;
        """;

    /// <summary>True for a database that holds nothing yet, such as one whose making was interrupted.</summary>
    public static bool IsEmpty(NightDatabase database) => database.Scalar("SELECT count(*) FROM sqlite_schema") == 0;

    /// <summary>Makes the tables; to be called in a transaction.</summary>
    public static void Create(NightDatabase database)
    {
        database.Execute(Tables);
        database.Execute($"PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Version}");
    }

    /// <exception cref="StoreException">The tables are not those of this program.</exception>
    public static void Check(NightDatabase database)
    {
        if (database.Scalar("PRAGMA application_id") != ApplicationId)
            throw new StoreException(StoreFault.NotANight, $"{database.File}: this SQLite file was not written by Nocturne; choose another output folder.");
        var version = database.Scalar("PRAGMA user_version");
        if (version == Version) return;
        throw new StoreException(StoreFault.OtherVersion,
            $"{database.File}: the store has tables of version {version}, this program works with version {Version}; use the program that wrote it, or reduce the night into a new folder.");
    }
}
