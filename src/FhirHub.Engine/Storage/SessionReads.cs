using MongoDB.Driver;

namespace FhirHub.Engine.Storage;

/// <summary>Reads within a transaction or outside of one.</summary>
internal static class SessionReads
{
    /// <param name="session">Null, or over, for none.</param>
    public static IFindFluent<T, T> FindIn<T>(this IMongoCollection<T> collection, DatabaseSession? session, FilterDefinition<T> filter) =>
        session?.Current is { } handle ? collection.Find(handle, filter) : collection.Find(filter);
}
