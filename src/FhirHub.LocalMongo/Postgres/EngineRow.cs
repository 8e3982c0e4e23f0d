using FhirHub.LocalMongo.Wire;
using Npgsql;

namespace FhirHub.LocalMongo.Postgres;

/// <summary>Takes BSON out of a row straight into a reply's buffer.</summary>
internal static class EngineRow
{
    public static Reply Document(NpgsqlDataReader row, int column)
    {
        var length = (int)row.GetBytes(column, 0, null, 0, 0);
        return Reply.Filled(length, (row, column, length),
            static (from, buffer, offset) => from.row.GetBytes(from.column, 0, buffer, offset, from.length));
    }

    public static byte[]? Bytes(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<byte[]>(column);
}
