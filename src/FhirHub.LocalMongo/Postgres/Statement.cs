namespace FhirHub.LocalMongo.Postgres;

/// <summary>What a parameter of a <see cref="Statement"/> is filled from.</summary>
internal enum Slot
{
    Database,
    Name,
    Document,
    Sequence,
    Continuation,
    Session,
    Number,
}

/// <summary>One SQL statement of the engine's API; each pooled connection prepares it once.</summary>
internal sealed class Statement
{
    private static int count;

    private Statement(string sql, Slot[] slots)
    {
        Sql = sql;
        Slots = slots;
        Index = count++;
    }

    public string Sql { get; }

    public Slot[] Slots { get; }

    /// <summary>Dense number, the place in a connection's table of prepared commands.</summary>
    public int Index { get; }

    public static int Count => count;

    /// <summary>Changes documents, and may lose a race against another such statement.</summary>
    public bool Writes { get; private init; }

    /// <summary>Its result is of the engine's own type, which can only be read as text.</summary>
    public bool AsText { get; private init; }

    public static readonly Statement Insert = Write("insert", once: false, sequence: false);
    public static readonly Statement InsertSequence = Write("insert", once: false, sequence: true);
    public static readonly Statement InsertOnce = Write("insert", once: true, sequence: false);
    public static readonly Statement InsertSequenceOnce = Write("insert", once: true, sequence: true);
    public static readonly Statement Update = Write("update", once: false, sequence: false);
    public static readonly Statement UpdateSequence = Write("update", once: false, sequence: true);
    public static readonly Statement UpdateOnce = Write("update", once: true, sequence: false);
    public static readonly Statement UpdateSequenceOnce = Write("update", once: true, sequence: true);
    public static readonly Statement Delete = Write("delete", once: false, sequence: false);
    public static readonly Statement DeleteSequence = Write("delete", once: false, sequence: true);
    public static readonly Statement DeleteOnce = Write("delete", once: true, sequence: false);
    public static readonly Statement DeleteSequenceOnce = Write("delete", once: true, sequence: true);
    public static readonly Statement FindAndModify =
        new("SELECT p_result::bytea, p_success FROM documentdb_api.find_and_modify($1,$2,NULL)", [Slot.Database, Slot.Document]) { Writes = true };
    public static readonly Statement FindAndModifyOnce =
        new("SELECT result, success FROM fhirhub.find_and_modify_once($1,$2,$3,$4)",
            [Slot.Database, Slot.Document, Slot.Session, Slot.Number]) { Writes = true };

    public static readonly Statement Find = Cursor("find");
    public static readonly Statement Aggregate = Cursor("aggregate");
    public static readonly Statement ListCollections = Cursor("list_collections");
    public static readonly Statement ListIndexes = Cursor("list_indexes");
    public static readonly Statement GetMore =
        new("SELECT cursorpage::bytea, continuation::bytea, false, 0::bigint FROM documentdb_api.cursor_get_more($1,$2,$3)",
            [Slot.Database, Slot.Document, Slot.Continuation]);
    public static readonly Statement DeleteCursor =
        new("SELECT documentdb_api_internal.delete_cursors(ARRAY[$1]::bigint[])::text", [Slot.Number]);

    public static readonly Statement CountDocuments =
        new("SELECT document::bytea FROM documentdb_api.count_query($1,$2)", [Slot.Database, Slot.Document]);
    public static readonly Statement Distinct =
        new("SELECT document::bytea FROM documentdb_api.distinct_query($1,$2)", [Slot.Database, Slot.Document]);

    public static readonly Statement CollectionExists =
        new("SELECT EXISTS (SELECT FROM documentdb_api_catalog.collections WHERE database_name = $1 AND collection_name = $2)",
            [Slot.Database, Slot.Name]);
    public static readonly Statement CreateCollection =
        new("SELECT documentdb_api.create_collection_view($1,$2)::bytea", [Slot.Database, Slot.Document]);
    public static readonly Statement CollMod =
        new("SELECT documentdb_api.coll_mod($1,$2,$3)::bytea", [Slot.Database, Slot.Name, Slot.Document]);
    public static readonly Statement CreateIndexes =
        new("SELECT documentdb_api_internal.create_indexes_non_concurrently($1,$2,true)::bytea",
            [Slot.Database, Slot.Document]);
    public static readonly Statement DropIndexes =
        new("CALL documentdb_api.drop_indexes($1,$2,NULL)", [Slot.Database, Slot.Document]) { AsText = true };
    public static readonly Statement DropCollection =
        new("SELECT documentdb_api.drop_collection($1,$2)", [Slot.Database, Slot.Name]);
    public static readonly Statement DropDatabase =
        new("SELECT documentdb_api.drop_database($1)::text", [Slot.Database]);
    public static readonly Statement RenameCollection =
        new("SELECT documentdb_api.rename_collection($1::bytea::documentdb_core.bson)::bytea", [Slot.Document]);
    public static readonly Statement ListDatabases =
        new("SELECT documentdb_api.list_databases($1::bytea::documentdb_core.bson)::bytea", [Slot.Document]);
    public static readonly Statement CollStats =
        new("SELECT documentdb_api.coll_stats($1,$2,$3)::bytea", [Slot.Database, Slot.Name, Slot.Number]);
    public static readonly Statement DbStats =
        new("SELECT documentdb_api.db_stats($1,$2)::bytea", [Slot.Database, Slot.Number]);

    public static readonly Statement NoteCommit = new("SELECT fhirhub.note_commit($1,$2)::text", [Slot.Session, Slot.Number]);
    public static readonly Statement WasCommitted = new("SELECT fhirhub.was_committed($1,$2)", [Slot.Session, Slot.Number]);
    public static readonly Statement ForgetSessions = new("SELECT fhirhub.forget_sessions()::text", []);
    public static readonly Statement Version = new("SELECT documentdb_api.binary_version() || ' on PostgreSQL ' || current_setting('server_version')", []);

    /// <summary>The plan of a find, aggregate, count or distinct as PostgreSQL tells it.</summary>
    public static Statement Explain(string kind, bool analyze) => (kind, analyze) switch
    {
        ("find", false) => ExplainFind,
        ("find", true) => ExplainFindAnalyze,
        ("pipeline", false) => ExplainPipeline,
        ("pipeline", true) => ExplainPipelineAnalyze,
        ("count", false) => ExplainCount,
        ("count", true) => ExplainCountAnalyze,
        ("distinct", false) => ExplainDistinct,
        _ => ExplainDistinctAnalyze,
    };

    private static readonly Statement ExplainFind = ExplainSql("find", false);
    private static readonly Statement ExplainFindAnalyze = ExplainSql("find", true);
    private static readonly Statement ExplainPipeline = ExplainSql("pipeline", false);
    private static readonly Statement ExplainPipelineAnalyze = ExplainSql("pipeline", true);
    private static readonly Statement ExplainCount = ExplainSql("count", false);
    private static readonly Statement ExplainCountAnalyze = ExplainSql("count", true);
    private static readonly Statement ExplainDistinct = ExplainSql("distinct", false);
    private static readonly Statement ExplainDistinctAnalyze = ExplainSql("distinct", true);

    private static Statement Write(string function, bool once, bool sequence)
    {
        var (sql, slots) = (once, sequence) switch
        {
            (false, false) => ($"SELECT p_result::bytea, p_success FROM documentdb_api.{function}($1,$2,NULL,NULL)",
                new[] { Slot.Database, Slot.Document }),
            (false, true) => ($"SELECT p_result::bytea, p_success FROM documentdb_api.{function}($1,$2,$3,NULL)",
                [Slot.Database, Slot.Document, Slot.Sequence]),
            (true, false) => ($"SELECT result, success FROM fhirhub.{function}_once($1,$2,NULL,$3,$4)",
                [Slot.Database, Slot.Document, Slot.Session, Slot.Number]),
            (true, true) => ($"SELECT result, success FROM fhirhub.{function}_once($1,$2,$3,$4,$5)",
                [Slot.Database, Slot.Document, Slot.Sequence, Slot.Session, Slot.Number]),
        };
        return new(sql, slots) { Writes = true };
    }

    private static Statement Cursor(string function) =>
        new($"SELECT cursorpage::bytea, continuation::bytea, persistconnection, cursorid FROM documentdb_api.{function}_cursor_first_page($1,$2)",
            [Slot.Database, Slot.Document]);

    private static Statement ExplainSql(string kind, bool analyze) =>
        new($"EXPLAIN (FORMAT JSON, VERBOSE{(analyze ? ", ANALYZE, BUFFERS" : "")}) SELECT document FROM documentdb_api_catalog.bson_aggregation_{kind}($1,$2)",
            [Slot.Database, Slot.Document]);
}
