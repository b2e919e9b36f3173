using Nocturne.Core.Astrometry;
using SQLitePCL;

namespace Nocturne.Streams.Store;

/// <summary>A prepared SQL statement with typed columns: no boxing, so that a row costs a microsecond or two.</summary>
/// <remarks>Parameters count from 1, columns from 0, as in SQLite. SQLite has no NaN and stores NULL in its place; so NULL is read back as NaN.</remarks>
sealed class Statement : IDisposable
{
    readonly NightDatabase database;
    readonly sqlite3_stmt handle;

    public Statement(NightDatabase database, string sql)
    {
        this.database = database;
        database.Check(raw.sqlite3_prepare_v3(database.Handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out handle));
    }

    public Statement Bind(int parameter, long value)
    {
        database.Check(raw.sqlite3_bind_int64(handle, parameter, value));
        return this;
    }

    public Statement Bind(int parameter, string? value)
    {
        database.Check(value is null ? raw.sqlite3_bind_null(handle, parameter) : raw.sqlite3_bind_text(handle, parameter, value));
        return this;
    }

    /// <summary>Binds a whole number that may be unknown.</summary>
    public Statement Bind(int parameter, long? value) => value is { } known ? Bind(parameter, known) : Bind(parameter, (string?)null);

    /// <summary>Binds a number; NaN becomes NULL.</summary>
    public Statement Bind(int parameter, double value)
    {
        database.Check(double.IsNaN(value) ? raw.sqlite3_bind_null(handle, parameter) : raw.sqlite3_bind_double(handle, parameter, value));
        return this;
    }

    /// <summary>Binds a number that may be unknown; unknown and NaN both become NULL.</summary>
    public Statement Bind(int parameter, double? value) => Bind(parameter, value ?? double.NaN);

    /// <summary>Binds bytes.</summary>
    public Statement Bind(int parameter, ReadOnlySpan<byte> value)
    {
        database.Check(raw.sqlite3_bind_blob(handle, parameter, value));
        return this;
    }

    /// <summary>Binds the day and the fraction of a date to two parameters that follow each other.</summary>
    public Statement Bind(int parameter, Mjd? date)
    {
        if (date is not { } known) return Bind(parameter, (string?)null).Bind(parameter + 1, (string?)null);
        return Bind(parameter, (long)known.Day).Bind(parameter + 1, known.Fraction);
    }

    /// <summary>Goes to the next row; false after the last one.</summary>
    /// <exception cref="StoreException">SQLite failed.</exception>
    public bool Step()
    {
        var code = raw.sqlite3_step(handle);
        if (code == raw.SQLITE_ROW) return true;
        if (code == raw.SQLITE_DONE) return false;
        raw.sqlite3_reset(handle);
        throw database.Failure(code);
    }

    /// <summary>Makes the statement ready for other parameters.</summary>
    public Statement Reset()
    {
        raw.sqlite3_reset(handle);
        return this;
    }

    /// <summary>Runs a statement that returns no rows, and makes it ready again.</summary>
    public void Run()
    {
        while (Step())
        {
        }

        Reset();
    }

    /// <summary>The key that a statement with RETURNING gives, null when it changed nothing; the statement is ready again.</summary>
    public long? KeyOrNull()
    {
        if (!Step())
        {
            Reset();
            return null;
        }

        var key = Long(0);
        Run();
        return key;
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

    public long Long(int column) => raw.sqlite3_column_int64(handle, column);

    public int Int(int column) => raw.sqlite3_column_int(handle, column);

    public long? LongOrNull(int column) => IsNull(column) ? null : Long(column);

    /// <summary>The number in a column, NaN for NULL.</summary>
    public double Double(int column) => IsNull(column) ? double.NaN : raw.sqlite3_column_double(handle, column);

    public double? DoubleOrNull(int column) => IsNull(column) ? null : raw.sqlite3_column_double(handle, column);

    public string Text(int column) => raw.sqlite3_column_text(handle, column).utf8_to_string() ?? "";

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    /// <summary>The bytes in a column; valid until the next step.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(handle, column);

    /// <summary>The date whose day and fraction are in a column and the one after it.</summary>
    public Mjd? MjdOrNull(int column) => IsNull(column) ? null : new(Int(column), Double(column + 1));

    public void Dispose() => handle.Dispose();
}
