using FhirHub.LocalMongo.Wire;

namespace FhirHub.LocalMongo.Gateway.Commands;

/// <param name="Continuation">BSON the engine wants back for the next batch; null when this is the last.</param>
internal readonly record struct CursorPage(Reply Reply, byte[]? Continuation, long Id);
