using System.Globalization;

namespace FhirHub.LocalMongo.Postgres;

/// <summary>The engine's configuration file, written anew at each start.</summary>
internal static class EngineSettings
{
    public static string Text(string socketFolder, bool durable, TimeSpan cursorLife) => string.Create(CultureInfo.InvariantCulture, $"""
        # Written by FhirHub.LocalMongo at each start; changes here are lost.
        listen_addresses = ''
        unix_socket_directories = '{socketFolder}'
        unix_socket_permissions = 0700
        shared_preload_libraries = 'pg_cron, pg_documentdb_core, pg_documentdb_extended_rum, pg_documentdb'
        cron.database_name = 'postgres'
        cron.use_background_workers = on
        cron.log_run = off
        cron.log_statement = off
        # The engine creates collections over a connection to itself.
        documentdb.localhost_connection_string = 'host={socketFolder} user=postgres'
        # Without this index type no secondary index serves a sort.
        documentdb.alternate_index_handler_name = 'extended_rum'
        documentdb.enableCompositeIndexPlanner = on
        documentdb.enableCompositeReducedCorrelatedTermsOnCommonSubPath = off
        documentdb.useFileBasedPersistedCursors = on
        documentdb.defaultCursorExpiryTimeLimitSeconds = {cursorLife.TotalSeconds:0}
        documentdb.maxWriteBatchSize = 100000
        # Lost races come back as exceptions that undo the whole call, so that the gateway may run it again.
        documentdb.throwDeadlockOnCRUD = on
        max_connections = 400
        max_worker_processes = 16
        max_parallel_workers_per_gather = 0
        jit = off
        # Statistics soon after a collection has grown: without them the engine sorts where an index would do.
        autovacuum_naptime = 5s
        random_page_cost = 1.1
        shared_buffers = 512MB
        work_mem = 16MB
        maintenance_work_mem = 128MB
        max_wal_size = 2GB
        checkpoint_timeout = 15min
        deadlock_timeout = 20ms
        client_connection_check_interval = 2s
        idle_in_transaction_session_timeout = 120s
        timezone = 'GMT'
        log_timezone = 'GMT'
        log_min_messages = warning
        log_min_error_statement = panic
        log_line_prefix = '%m [%p] '
        {(durable ? "" : Throwaway)}

        """);

    // A killed server loses a throw-away database: the next start makes a new one.
    private const string Throwaway = """
        fsync = off
        full_page_writes = off
        synchronous_commit = off
        wal_level = minimal
        max_wal_senders = 0
        """;
}
