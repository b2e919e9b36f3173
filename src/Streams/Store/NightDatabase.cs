using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Nocturne.Streams.Store;

/// <summary>One connection to a <c>night.sqlite</c>, set up the way Nocturne needs it.</summary>
/// <remarks>
/// Write-ahead log, so that readers never wait for the writer. <c>synchronous=FULL</c>: a transaction is on the disk when it
/// returns, so a killed process loses nothing and neither does a power cut.
/// </remarks>
sealed class NightDatabase : IDisposable
{
    readonly SqliteConnection connection;

    NightDatabase(string file, SqliteConnection connection)
    {
        File = file;
        this.connection = connection;
    }

    /// <summary>Path of the database file, for messages.</summary>
    public string File { get; }

    /// <summary>Asked before each transaction; true makes it fail as on a full disk.</summary>
    public Func<bool>? DiskIsFull { get; set; }

    public sqlite3 Handle => connection.Handle ?? throw new ObjectDisposedException(nameof(NightDatabase));

    /// <exception cref="StoreException">The file cannot be opened or is not a database.</exception>
    public static NightDatabase Open(string file, SqliteOpenMode mode)
    {
        var options = new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false };
        var connection = new SqliteConnection(options.ConnectionString);
        var database = new NightDatabase(file, connection);
        try
        {
            connection.Open();
            database.Execute("PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON; PRAGMA cache_size = -1024");
            if (mode == SqliteOpenMode.ReadWriteCreate)
                database.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 67108864");
            return database;
        }
        catch (SqliteException exception)
        {
            database.Dispose();
            throw StoreException.FromSqlite(exception.SqliteExtendedErrorCode, exception.Message, file);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    public Statement Prepare(string sql) => new(this, sql);

    /// <summary>Runs one or more statements that need no parameters and whose rows do not matter.</summary>
    public void Execute(string sql) => Check(raw.sqlite3_exec(Handle, sql));

    /// <summary>Reads one whole number.</summary>
    public long Scalar(string sql)
    {
        using var statement = Prepare(sql);
        return statement.Step() ? statement.Long(0) : 0;
    }

    /// <summary>Does all of it, or nothing of it.</summary>
    public void InTransaction(Action work)
    {
        Execute("BEGIN IMMEDIATE");
        try
        {
            work();
            if (DiskIsFull?.Invoke() == true) throw StoreException.FromSqlite(raw.SQLITE_FULL, "database or disk is full", File);
            Execute("COMMIT");
        }
        catch
        {
            // After some failures, a full disk among them, SQLite has rolled back already and says so with an error of no interest.
            raw.sqlite3_exec(Handle, "ROLLBACK");
            throw;
        }
    }

    public void Check(int code)
    {
        if (code != raw.SQLITE_OK) throw Failure(code);
    }

    public StoreException Failure(int code)
    {
        var extended = raw.sqlite3_extended_errcode(Handle);
        return StoreException.FromSqlite((extended & 0xff) == (code & 0xff) ? extended : code, raw.sqlite3_errmsg(Handle).utf8_to_string() ?? "", File);
    }

    public void Dispose() => connection.Dispose();
}
