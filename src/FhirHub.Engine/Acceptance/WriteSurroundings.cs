using FhirHub.Engine.Storage;
using FhirHub.Engine.Structure;

namespace FhirHub.Engine.Acceptance;

/// <summary>The transaction around a write, in which references may lead to what it writes too.</summary>
/// <param name="Session">Reads what it has written; null for none.</param>
/// <param name="Written">Key to what becomes of each resource; null for a deletion. What the transaction patches is not in it.</param>
/// <param name="Profiles">Canonical URLs of the profiles that it writes or deletes: what it leaves in force is not known before its end.</param>
public sealed record WriteSurroundings(DatabaseSession? Session, IReadOnlyDictionary<string, ParsedResource?> Written, Lazy<IReadOnlySet<string>> Profiles);
