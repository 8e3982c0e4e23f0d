using FhirHub.Engine.Indexing.Codes;
using FhirHub.Engine.Patching;
using FhirHub.Engine.Structure;

namespace FhirHub.Engine.Transactions;

/// <summary>What planning a Bundle needs to know of its surroundings.</summary>
public sealed record PlanSettings
{
    /// <summary>The service root without a slash at the end: request URLs may begin with it.</summary>
    public required string BaseUrl { get; init; }

    public required ReadLimits ReadLimits { get; init; }

    public required PatchLimits PatchLimits { get; init; }

    /// <summary>Entries of one Bundle at most.</summary>
    public required int MaxEntries { get; init; }

    /// <summary>Whether clients may choose the ids of new resources.</summary>
    public required bool UpdateCreate { get; init; }

    /// <summary>Resources that one conditional deletion may take; 1 where it is to be refused when it matches several.</summary>
    public required int MaxConditionalDeletes { get; init; }

    /// <summary>Understands match criteria.</summary>
    public required ICriteriaReader Criteria { get; init; }
}

/// <summary>Understands match criteria.</summary>
public interface ICriteriaReader
{
    /// <param name="type">The resource type.</param>
    /// <param name="text">A query string without question mark.</param>
    /// <exception cref="Errors.FhirException">They are empty, or not understood.</exception>
    Criteria Read(string type, string text);

    /// <summary>One that has the codes which criteria mean told by another.</summary>
    ICriteriaReader With(ITokenCodes codes);
}
