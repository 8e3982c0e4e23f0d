namespace FhirHub.LocalMongo.Postgres;

/// <summary>
/// The gateway's own schema in the engine's database. Its one table remembers, per logical session, the last write and its answer
/// in the same PostgreSQL transaction as the write, so that a resent write is applied once even after a crash of engine or gateway.
/// </summary>
internal static class EngineSchema
{
    /// <summary>The SQLSTATE of a write with an older number than its session has already seen.</summary>
    public const string OlderNumber = "FH225";

    public const string Extensions = """
        CREATE EXTENSION IF NOT EXISTS documentdb CASCADE;
        CREATE EXTENSION IF NOT EXISTS documentdb_extended_rum;
        """;

    // Indexes are built inline by the gateway; polling for queued builds every two seconds would only burn processor time.
    public const string Jobs = "UPDATE cron.job SET active = false WHERE jobname LIKE 'documentdb_index_build_task_%' AND active;";

    public static string Sessions { get; } = $"""
        CREATE SCHEMA IF NOT EXISTS fhirhub;
        CREATE TABLE IF NOT EXISTS fhirhub.session_write (
            session bytea PRIMARY KEY,
            number bigint NOT NULL,
            committed boolean NOT NULL,
            success boolean,
            response bytea,
            written_at timestamptz NOT NULL DEFAULT now()
        ) WITH (fillfactor = 40, autovacuum_vacuum_scale_factor = 0.5);
        {WriteOnce("insert")}
        {WriteOnce("update")}
        {WriteOnce("delete")}
        {FindAndModifyOnce}
        CREATE OR REPLACE FUNCTION fhirhub.note_commit(p_session bytea, p_number bigint) RETURNS void LANGUAGE sql AS $$
            INSERT INTO fhirhub.session_write (session, number, committed) VALUES (p_session, p_number, true)
            ON CONFLICT (session) DO UPDATE SET number = excluded.number, committed = true, success = NULL, response = NULL, written_at = now()
        $$;
        CREATE OR REPLACE FUNCTION fhirhub.was_committed(p_session bytea, p_number bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
            SELECT EXISTS (SELECT FROM fhirhub.session_write WHERE session = p_session AND number = p_number AND committed)
        $$;
        CREATE OR REPLACE FUNCTION fhirhub.forget_sessions() RETURNS void LANGUAGE sql AS $$
            DELETE FROM fhirhub.session_write WHERE written_at < now() - interval '1 hour'
        $$;
        """;

    private const string FindAndModifyOnce = """
        CREATE OR REPLACE FUNCTION fhirhub.find_and_modify_once(
            p_database text, p_command bytea, p_session bytea, p_number bigint, OUT result bytea, OUT success boolean)
        LANGUAGE plpgsql AS $$
        DECLARE seen fhirhub.session_write;
        BEGIN
            seen := fhirhub.begin_write(p_session, p_number);
            IF seen.session IS NOT NULL THEN
                result := seen.response; success := seen.success;
                RETURN;
            END IF;
            SELECT f.p_result::bytea, f.p_success INTO result, success FROM documentdb_api.find_and_modify(p_database, p_command, NULL) f;
            PERFORM fhirhub.end_write(p_session, p_number, success, result);
        END $$;
        """;

    /// <summary>Two requests with one session and number run one after the other; the second finds the answer of the first.</summary>
    private static string WriteOnce(string function) => (function == "insert" ? Bookkeeping : "") + $"""
        CREATE OR REPLACE FUNCTION fhirhub.{function}_once(
            p_database text, p_command bytea, p_documents bytea, p_session bytea, p_number bigint, OUT result bytea, OUT success boolean)
        LANGUAGE plpgsql AS $$
        DECLARE seen fhirhub.session_write;
        BEGIN
            seen := fhirhub.begin_write(p_session, p_number);
            IF seen.session IS NOT NULL THEN
                result := seen.response; success := seen.success;
                RETURN;
            END IF;
            SELECT w.p_result::bytea, w.p_success INTO result, success
            FROM documentdb_api.{function}(p_database, p_command, p_documents, NULL) w;
            PERFORM fhirhub.end_write(p_session, p_number, success, result);
        END $$;
        """;

    private const string Bookkeeping = """
        CREATE OR REPLACE FUNCTION fhirhub.begin_write(p_session bytea, p_number bigint) RETURNS fhirhub.session_write
        LANGUAGE plpgsql AS $$
        DECLARE seen fhirhub.session_write;
        BEGIN
            PERFORM pg_advisory_xact_lock(hashtextextended(encode(p_session, 'hex'), 0));
            SELECT * INTO seen FROM fhirhub.session_write WHERE session = p_session;
            IF seen.session IS NULL OR seen.number < p_number THEN
                RETURN NULL;
            END IF;
            IF seen.number > p_number THEN
                RAISE EXCEPTION 'Cannot start transaction % on this session because a newer transaction % has already started.', p_number, seen.number
                    USING ERRCODE = 'FH225';
            END IF;
            RETURN seen;
        END $$;
        CREATE OR REPLACE FUNCTION fhirhub.end_write(p_session bytea, p_number bigint, p_success boolean, p_response bytea) RETURNS void
        LANGUAGE sql AS $$
            INSERT INTO fhirhub.session_write (session, number, committed, success, response)
            VALUES (p_session, p_number, false, p_success, p_response)
            ON CONFLICT (session) DO UPDATE
            SET number = excluded.number, committed = false, success = excluded.success, response = excluded.response, written_at = now()
        $$;

        """;
}
