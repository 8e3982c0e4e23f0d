using MongoDB.Bson;

namespace FhirHub.Engine.Search.Execution;

/// <summary>One query that a search sent.</summary>
/// <param name="Purpose">In words.</param>
/// <param name="Index">The index it is bound to, by its keys.</param>
/// <param name="Command">As the database's <c>explain</c> takes it.</param>
/// <param name="Returned">Documents that were read.</param>
internal sealed record TracedQuery(string Purpose, string Index, BsonDocument Command, int Returned);
