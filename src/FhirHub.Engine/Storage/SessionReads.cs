using MongoDB.Driver;

namespace FhirHub.Engine.Storage;

/// <summary>Reads within a transaction or outside of one.</summary>
internal static class SessionReads
{
    /// <param name="collection">What is read.</param>
    /// <param name="session">Null, or over, for none.</param>
    /// <param name="filter">Which documents.</param>
    /// <param name="options">A hint.</param>
    public static IFindFluent<T, T> FindIn<T>(this IMongoCollection<T> collection, DatabaseSession? session, FilterDefinition<T> filter, FindOptions? options = null) =>
        session?.Current is { } handle ? collection.Find(handle, filter, options) : collection.Find(filter, options);
}
